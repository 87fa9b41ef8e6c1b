using Snn.Core.Engines;
using Snn.Core.Memory;
using Snn.Core.Neurons;

namespace Snn.Core.Networks;

/// <summary>Neurons with a constant current fire without any event: their first crossings are known when the network is built.</summary>
internal static class TouchedStart
{
    public static void Predict(Image image, int pop, int n, bool isDouble, LifConstants c, float window)
    {
        var block = new StateBlock(image.Length);
        image.Words.CopyTo(block.Words);
        for (int i = 0; i < n; i++)
        {
            if (isDouble)
                TouchedLif.Predict<FlatMem, DoubleTau<Lanes.F1>>(block.Mem, pop, c, i, 0, window);
            else
                TouchedLif.Predict<FlatMem, AnyTau<Lanes.F1>>(block.Mem, pop, c, i, 0, window);
        }

        for (int i = 0; i < image.Length; i++)
            image[i] = block.Words[i];
    }
}
