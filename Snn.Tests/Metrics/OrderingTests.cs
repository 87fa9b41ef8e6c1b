using Snn.Foraging.Metrics;

namespace Snn.Tests.Metrics;

public class OrderingTests
{
    [Theory]
    [InlineData(Relation.Higher, 0.01, 0.2, Verdict.Holds)]
    [InlineData(Relation.Higher, -0.01, 0.2, Verdict.Undecided)]
    [InlineData(Relation.Higher, -0.2, 0, Verdict.Fails)]
    [InlineData(Relation.Lower, -0.2, -0.01, Verdict.Holds)]
    [InlineData(Relation.Lower, -0.2, 0.01, Verdict.Undecided)]
    [InlineData(Relation.Lower, 0.01, 0.2, Verdict.Fails)]
    [InlineData(Relation.Same, -0.06, 0.06, Verdict.Holds)]
    [InlineData(Relation.Same, -0.07, 0.01, Verdict.Undecided)]
    [InlineData(Relation.Same, -0.2, -0.07, Verdict.Fails)]
    [InlineData(Relation.Same, 0.07, 0.2, Verdict.Fails)]
    public void Verdicts_by_hand(Relation expected, double low, double high, Verdict verdict) => Assert.Equal(verdict, Ordering.Judge(expected, [low, high]));

    [Fact]
    public void Without_an_interval_nothing_is_decided() => Assert.Equal(Verdict.Undecided, Ordering.Judge(Relation.Higher, null));

    [Fact]
    public void All_hold_or_one_fails()
    {
        Assert.Equal(Verdict.Holds, Ordering.All([Verdict.Holds, Verdict.Holds]));
        Assert.Equal(Verdict.Undecided, Ordering.All([Verdict.Holds, Verdict.Undecided]));
        Assert.Equal(Verdict.Fails, Ordering.All([Verdict.Undecided, Verdict.Fails]));
        Assert.Equal(Verdict.Undecided, Ordering.All([]));
    }

    /// <summary>The twelve rows of the paper, as model and issue of this project name their orderings.</summary>
    [Fact]
    public void The_published_numbers_give_the_published_orderings()
    {
        var rows = PublishedResults.Golden2022.Rows;
        Assert.Equal(12, rows.Count);
        string Orderings(string condition)
        {
            var row = rows.Single(r => r.Condition == condition);
            var reference = rows.Single(r => r.Condition == row.Reference);
            return row.Reference + " " + string.Join(' ', row.Scores.Zip(reference.Scores, (a, b) => Ordering.Of(a.Mean - b.Mean)));
        }

        Assert.Equal("alone-T1 Lower Higher", Orderings("sequential"));
        Assert.Equal("sequential Higher Same", Orderings("interleaved"));
        Assert.Equal("sequential Higher Same", Orderings("sleep"));
        Assert.Equal("sleep Same Same", Orderings("sleep-uniform"));
        Assert.Equal("sequential Higher Same", Orderings("sleep-after-T2"));
        Assert.Equal("alone-T1 Same Same", Orderings("sleep-same-task"));
        Assert.Equal("alone-T1 Lower Same", Orderings("sleep-untrained"));
        Assert.Equal("sequential Same Same", Orderings("freeze-1"));
        Assert.Equal("sequential Higher Lower", Orderings("freeze-5"));
        Assert.Equal("sequential Higher Lower", Orderings("freeze-10"));
    }

    [Fact]
    public void Equal_score_by_hand()
    {
        // Both reach 0.8 on the second task: a at its third sample, b at its second.
        (double?, double?)[] a = [(0.9, 0.5), (0.85, 0.7), (0.8, 0.8), (0.6, 0.9)], b = [(0.9, 0.5), (0.7, 0.8), (0.5, 0.75)];
        Assert.Equal((0.8, 0.7), EqualScore.Of(a, b));
        Assert.Equal((0.7, 0.8), EqualScore.Of(b, a));
        Assert.Null(EqualScore.Of(a, [(null, 0.5)]));
        Assert.Null(EqualScore.Of(a, []));
    }
}
