using Snn.Foraging.Metrics;

namespace Snn.Tests.Metrics;

public class OrderingTests
{
    [Theory]
    [InlineData(Relation.Higher, 0.01, 0.07, 0.2, Verdict.Holds)]
    [InlineData(Relation.Higher, -0.01, 0.07, 0.2, Verdict.Undecided)]
    [InlineData(Relation.Higher, 0.01, 0.05, 0.1, Verdict.Undecided)] // no more than the margin
    [InlineData(Relation.Higher, 0.01, 0.02, 0.04, Verdict.Fails)] // the same
    [InlineData(Relation.Higher, -0.2, -0.1, 0, Verdict.Fails)]
    [InlineData(Relation.Lower, -0.2, -0.07, -0.01, Verdict.Holds)]
    [InlineData(Relation.Lower, -0.2, -0.07, 0.01, Verdict.Undecided)]
    [InlineData(Relation.Lower, -0.04, -0.02, -0.01, Verdict.Fails)]
    [InlineData(Relation.Lower, 0.01, 0.1, 0.2, Verdict.Fails)]
    [InlineData(Relation.Same, -0.06, 0, 0.06, Verdict.Holds)]
    [InlineData(Relation.Same, -0.04, -0.02, -0.01, Verdict.Holds)]
    [InlineData(Relation.Same, -0.07, 0, 0.01, Verdict.Undecided)]
    [InlineData(Relation.Same, -0.2, -0.1, -0.07, Verdict.Fails)]
    [InlineData(Relation.Same, 0.07, 0.1, 0.2, Verdict.Fails)]
    public void Verdicts_by_hand(Relation expected, double low, double mean, double high, Verdict verdict) =>
        Assert.Equal(verdict, Ordering.Judge(expected, new(5, mean, [low, high], null)));

    [Theory]
    [InlineData(0.01, 0.04, Verdict.Holds)]
    [InlineData(-0.01, 0.2, Verdict.Undecided)]
    [InlineData(-0.01, 0, Verdict.Fails)]
    public void A_claim_of_order_asks_for_no_size(double low, double high, Verdict verdict) => Assert.Equal(verdict, Ordering.Above(new(5, (low + high) / 2, [low, high], null)));

    [Fact]
    public void No_difference_is_two_things_at_once()
    {
        foreach (var (low, high) in from low in Enumerable.Range(-20, 41) from high in Enumerable.Range(low, 21) select (low / 100.0, high / 100.0))
        {
            var difference = new PairedComparison(5, (low + high) / 2, [low, high], null);
            Assert.InRange(Enum.GetValues<Relation>().Count(r => Ordering.Judge(r, difference) == Verdict.Holds), 0, 1);
        }
    }

    [Fact]
    public void Fewer_than_five_pairs_decide_nothing()
    {
        Assert.Equal(Verdict.Undecided, Ordering.Judge(Relation.Higher, null));
        Assert.Equal(Verdict.Undecided, Ordering.Judge(Relation.Higher, new(1, 0.2, null, null)));
        PairedComparison Of(int pairs) => PairedComparison.Of([.. Enumerable.Repeat<double?>(0.9, pairs)], [.. Enumerable.Repeat<double?>(0.7, pairs)])!;
        Assert.All(Enum.GetValues<Relation>(), r => Assert.Equal(Verdict.Undecided, Ordering.Judge(r, Of(4))));
        Assert.Equal((Verdict.Undecided, Verdict.Holds), (Ordering.Above(Of(4)), Ordering.Above(Of(5))));
        Assert.Equal((Verdict.Holds, Verdict.Fails, Verdict.Fails), (Ordering.Judge(Relation.Higher, Of(5)), Ordering.Judge(Relation.Lower, Of(5)), Ordering.Judge(Relation.Same, Of(5))));
    }

    [Fact]
    public void All_hold_or_one_fails()
    {
        Assert.Equal(Verdict.Holds, Ordering.All([Verdict.Holds, Verdict.Holds]));
        Assert.Equal(Verdict.Undecided, Ordering.All([Verdict.Holds, Verdict.Undecided]));
        Assert.Equal(Verdict.Fails, Ordering.All([Verdict.Undecided, Verdict.Fails]));
        Assert.Equal(Verdict.Undecided, Ordering.All([]));
    }

    /// <summary>The twelve rows of the paper, each with the ordering that its numbers show.</summary>
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
