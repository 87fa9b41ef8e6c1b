using Snn.Foraging.WeightSpace;

namespace Snn.Tests.WeightSpace;

public class DistanceCourseTests
{
    [Fact]
    public void Worked_out_by_hand()
    {
        // Set (0,0), (0,2), (0,3): nearest neighbours at 2, 1, 1, mean 4/3. Measured: (3,4), at 3.1623 from (0,3).
        float[] states = [0, 0, 0, 2, 0, 3, 3, 4];
        var distances = DistanceCourse.Measure(states, 2, 0..3, 3..4);
        Assert.Equal(Math.Sqrt(10) / (4.0 / 3), Assert.Single(distances!), 1e-12);
    }

    [Fact]
    public void A_set_without_spread_gives_nothing()
    {
        Assert.Null(DistanceCourse.Measure([0f, 0, 1, 1], 2, 0..1, 1..2));
        Assert.Null(DistanceCourse.Measure([0f, 0, 0, 0, 1, 1], 2, 0..2, 2..3));
    }

    [Theory]
    [InlineData(0, 20, 16)]
    [InlineData(20, 40, 36)]
    [InlineData(5, 10, 8)]
    [InlineData(5, 6, 5)]
    public void Last_fifth(int first, int end, int expected) => Assert.Equal(expected..end, DistanceCourse.LastFifth(first, end));
}
