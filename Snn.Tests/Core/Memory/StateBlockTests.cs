using System.Runtime.CompilerServices;
using Snn.Core.Memory;

namespace Snn.Tests.Core.Memory;

public class StateBlockTests
{
    private const int Words = 1 << 20;

    /// <summary>The view is all that is left of the block; memory that was given back would be handed out again, zeroed.</summary>
    [Fact]
    public void A_view_keeps_its_memory_alive()
    {
        var mem = Filled();
        for (int round = 0; round < 5; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            _ = new StateBlock(Words);
            for (int at = 0; at < Words; at += 1000)
                Assert.Equal(at, mem.I(at));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static FlatMem Filled()
    {
        var mem = new StateBlock(Words).Mem;
        for (int at = 0; at < Words; at++)
            mem.I(at) = at;
        return mem;
    }
}
