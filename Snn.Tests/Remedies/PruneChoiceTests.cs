using Snn.Foraging.Remedies;

namespace Snn.Tests.Remedies;

/// <summary>Which synapses and neurons go: against criteria worked out here, and controls against chance.</summary>
public sealed class PruneChoiceTests : OnLivingAgent
{
    private bool[] Gone(IRemedy remedy, Life? of = null)
    {
        Restart();
        remedy.Begin(of ?? life);
        return [.. Weights().Select(w => w == 0)];
    }

    private static bool[] Neurons(bool[] gone)
    {
        bool[][] rows = [.. gone.Chunk(Outputs)];
        Assert.All(rows, row => Assert.Single(row.Distinct()));
        return [.. rows.Select(row => row[0])];
    }

    private static void LeastGo(bool[] gone, double[] worth, int count)
    {
        Assert.Equal(count, gone.Count(g => g));
        double most = worth.Where((_, k) => gone[k]).Max(), least = worth.Where((_, k) => !gone[k]).Min();
        Assert.True(most <= least + (1e-5 * (1 + Math.Abs(least))), $"{most} goes, {least} stays");
        Assert.True(worth.Min() < most && least < worth.Max(), "the cut tells nothing apart");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_least_used_go(int phase)
    {
        double[] use = phase == 2 ? Awake(0, 2_000).Pairs : Sum(Awake(0, 2_000).Pairs, Awake(1, 2_000).Pairs);
        LeastGo(Gone(new PruneUnused(75), InPhase(phase)), use, before.Length * 3 / 4);
    }

    [Fact]
    public void Neurons_go_by_what_balanced_inhibition_leaves_of_their_outputs()
    {
        double[] spread = [.. before.Chunk(Outputs).Select(row => row.Sum(w => (w - row.Average()) * (w - row.Average())))];
        LeastGo(Neurons(Gone(new PruneNeurons(25))), spread, spread.Length / 4);
        LeastGo(Neurons(Gone(new PruneNeuronsStrongest(25))), [.. spread.Select(s => -s)], spread.Length / 4);
    }

    [Fact]
    public void Little_by_little_the_weakest_go_and_the_strongest_at_once()
    {
        new PruneGradually(50).During(life);
        LeastGo([.. Weights().Select(w => w == 0)], before, (int)Math.Round(0.2 * before.Length));
        LeastGo(Gone(new PruneWeakest(40)), before, (int)Math.Round(0.4 * before.Length));
        LeastGo(Gone(new PruneStrongest(10)), [.. before.Select(w => -w)], (int)Math.Round(0.1 * before.Length));
    }

    [Fact]
    public void Random_synapses_and_neurons_go_by_chance()
    {
        double[] use = Awake(0, 2_000).Pairs, spread = [.. before.Chunk(Outputs).Select(row => row.Max() - row.Min())];
        bool[] synapses = Gone(new PruneRandom(25)), others = Gone(new PruneRandom(25), InPhase(2, seed: 4));
        Chance.LiesAnywhere(synapses);
        Chance.HasNothingToDoWith(synapses, before);
        Chance.HasNothingToDoWith(synapses, use);
        Chance.AreTwoDraws(synapses, others);
        bool[] neurons = Neurons(Gone(new PruneNeuronsRandom(25))), otherNeurons = Neurons(Gone(new PruneNeuronsRandom(25), InPhase(2, seed: 4)));
        Chance.LiesAnywhere(neurons);
        Chance.HasNothingToDoWith(neurons, spread);
        Chance.AreTwoDraws(neurons, otherNeurons);
    }
}
