using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;

namespace Snn.Tests.Foraging;

/// <summary>An agent lives in one block of memory: its cycles ask the runtime for none.</summary>
public sealed class AllocationTests
{
    [Theory]
    [InlineData("unsupervised")]
    [InlineData("T1")]
    [InlineData("T1+T2")]
    [InlineData("sleep+T2")]
    [InlineData("sleep")]
    public void A_movement_cycle_allocates_nothing(string phase)
    {
        var forager = new Forager(Tiny.Experiment, 5, 5);
        forager.Begin(Phase.Parse("T1"), SleepKind.Measured);
        forager.Run(200);
        forager.Begin(Phase.Parse(phase), SleepKind.Measured);
        forager.Run(500);

        // The runtime itself may allocate once in one of these stretches, when it compiles a method anew; a cycle that allocates does in all.
        Assert.Contains(0L, Enumerable.Range(0, 4).Select(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            forager.Run(500);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }).ToArray());
    }
}
