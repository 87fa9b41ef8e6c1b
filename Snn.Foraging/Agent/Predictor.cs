using Snn.Core.Engines;
using Snn.Core.Memory;

namespace Snn.Foraging.Agent;

/// <summary>A linear predictor of the next view from the present one and the move, learnt by the normalised delta rule; curiosity is rewarded by the fall
/// of its error.
/// <code>
///   p_o = W[d][bias][o] + sum over the view's active inputs i of W[d][i][o]        d: the move
///   e_o = seen_o - p_o        E = sum of e_o^2        W += rate e_o / (1 + number of active inputs)   where they were active
///   fall = E a cycle ago - E
/// </code>
/// Only one thread of a group calls this.</summary>
/// <param name="At">Address of its words.</param>
/// <param name="Eyes">Descriptor of the input population.</param>
internal readonly record struct Predictor(int At, int Eyes)
{
    /// <summary>Learning rate.</summary>
    public const float Rate = 0.1f;

    /// <summary>Own words: (f) last error, 1 if there is one, active inputs of the last view plus 1 (0: none yet), its move; then the inputs, then the weights.</summary>
    public const int Error = 0, Judged = 1, Looked = 2, Move = 3, Inputs = 4;

    /// <summary>Words for so many inputs.</summary>
    public static int Words(int inputs) => Inputs + inputs + (ForagerNetwork.Directions * (inputs + 1) * inputs);

    /// <summary>Compares what was predicted with what is seen now, learns, and says by how much the error fell.</summary>
    public float Look<M>(M mem)
        where M : struct, IMem, allows ref struct
    {
        int n = mem.I(Eyes + Pop.N), slot = SpikeList.Slot(mem, Eyes, mem.I(Head.Window)), count = mem.I(SpikeList.CountOf(slot)), ids = SpikeList.IdsOf(mem, Eyes, slot);
        int before = mem.I(At, Looked) - 1, weights = At + Inputs + n + (mem.I(At, Move) * (n + 1) * n), bias = weights + (n * n);
        float error = 0f;
        for (int o = 0; before >= 0 && o < n; o++)
        {
            float seen = 0f, predicted = mem.F(bias + o);
            for (int e = 0; e < count; e++)
                seen = mem.I(ids + e) == o ? 1f : seen;
            for (int e = 0; e < before; e++)
                predicted += mem.F(weights + (mem.I(At + Inputs + e) * n) + o);
            float wrong = seen - predicted, step = Rate * wrong / (before + 1);
            error += wrong * wrong;
            mem.F(bias + o) += step;
            for (int e = 0; e < before; e++)
                mem.F(weights + (mem.I(At + Inputs + e) * n) + o) += step;
        }

        float fall = before >= 0 && mem.I(At, Judged) != 0 ? mem.F(At, Error) - error : 0f;
        mem.F(At, Error) = error;
        mem.I(At, Judged) = before >= 0 ? 1 : 0;
        return fall;
    }

    /// <summary>Keeps what is seen now and the move, to predict from.</summary>
    public void Keep<M>(M mem, int move)
        where M : struct, IMem, allows ref struct
    {
        int slot = SpikeList.Slot(mem, Eyes, mem.I(Head.Window)), count = mem.I(SpikeList.CountOf(slot)), ids = SpikeList.IdsOf(mem, Eyes, slot);
        for (int e = 0; e < count; e++)
            mem.I(At + Inputs + e) = mem.I(ids + e);
        mem.I(At, Looked) = count + 1;
        mem.I(At, Move) = move;
    }
}
