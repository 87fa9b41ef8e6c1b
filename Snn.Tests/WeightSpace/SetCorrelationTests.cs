using Snn.Foraging.WeightSpace;

namespace Snn.Tests.WeightSpace;

/// <summary>The correlation of a state with a set, by hand.</summary>
public class SetCorrelationTests
{
    [Fact]
    public void By_hand()
    {
        // Mean of the set: (1, 2, 3). The states: twice it, its mirror, and one with half of its pattern.
        float[][] set = [[0, 2, 4], [2, 2, 2]];
        Assert.Equal(1, SetCorrelation.Of([2, 4, 6], set)!.Value, 12);
        Assert.Equal(-1, SetCorrelation.Of([3, 2, 1], set)!.Value, 12);
        Assert.Equal(0.5, SetCorrelation.Of([1, 3, 2], set)!.Value, 12);
    }

    [Fact]
    public void Undefined_is_null()
    {
        Assert.Null(SetCorrelation.Of([1, 1, 1], [[1f, 2, 3]]));
        Assert.Null(SetCorrelation.Of([1, 2, 3], []));
        Assert.Null(SetCorrelation.Of([1, 1, 1.0000001f], [[1f, 2, 3]])); // alike but for rounding
    }
}
