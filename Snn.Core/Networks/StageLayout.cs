using Snn.Core.Engines;
using Snn.Core.Numerics;
using Snn.Core.Plasticity;
using Snn.Core.Sleep;

namespace Snn.Core.Networks;

/// <summary>Writes the stage table: what solves, in topological order, then what learns.</summary>
internal sealed class StageLayout
{
    private readonly Image image;
    private readonly CompilePlan plan;
    private readonly int[] pops;
    private readonly int[] projs;
    private readonly List<int[]> stages = [];
    private readonly Dictionary<Population, (int Counts, int Windows)> counted = [];
    private readonly Dictionary<Attachment, int> gains = [];

    private StageLayout(Image image, CompilePlan plan, int[] pops, int[] projs)
    {
        this.image = image;
        this.plan = plan;
        this.pops = pops;
        this.projs = projs;
    }

    public static void Write(Image image, CompilePlan plan, int[] pops, int[] projs)
    {
        var layout = new StageLayout(image, plan, pops, projs);
        layout.Prepare();
        foreach (var population in plan.Order.SelectMany(loop => loop))
            layout.Solve(population);
        int solving = layout.stages.Count;
        layout.Learn();
        image[Head.SolveCount] = solving;
        image[Head.StageCount] = layout.stages.Count;
        image[Head.Stages] = image.Take(layout.stages.Count * Stage.Size);
        for (int s = 0; s < layout.stages.Count; s++)
            layout.stages[s].CopyTo(image, image[Head.Stages] + (s * Stage.Size));
    }

    private int[] New(StageKind kind, int states, int on)
    {
        int[] stage = new int[Stage.Size];
        stage[Stage.Kind] = (int)kind;
        stage[Stage.States] = states;
        stage[Stage.On] = on;
        stages.Add(stage);
        return stage;
    }

    private void Prepare()
    {
        foreach (var population in plan.Network.Populations)
        {
            if (plan.Network.CountedIn(population) is not null)
                counted[population] = (image.Take(population.Size), image.Take(1));
            foreach (var gain in plan.Network.GainsOf(population))
                gains[gain] = image.Floats(population.Size, ((HomeostaticGain)gain.Rule).Initial);
        }
    }

    private void Solve(Population population)
    {
        int pop = pops[population.Index];
        if (population is PoissonPopulation poisson)
            FixedPoisson(poisson, pop);
        if (population is not NeuronPopulation neurons)
            return;

        int driven = 0;
        foreach (var state in plan.Network.States)
        {
            foreach (var drive in state.Drives.Where(d => d.Population == population))
            {
                driven |= 1 << state.Index;
                Spontaneous(neurons, pop, 1 << state.Index, drive);
            }
        }

        // One solving stage for each gain that applies somewhere, and one for the states without.
        int left = ~driven;
        foreach (var gain in plan.Network.GainsOf(population))
        {
            int states = plan.StateMask(gain.Applies) & left;
            left &= ~states;
            if (states != 0)
                Integrate(neurons, pop, states, gains[gain]);
        }

        int known = plan.Network.States.Count == 0 ? -1 : (1 << plan.Network.States.Count) - 1;
        if ((left & known) != 0)
            Integrate(neurons, pop, left, image.Floats(neurons.Size, 1));
        foreach (var state in plan.Network.States.Where(s => s.Exchanged.Contains(population)))
            New(StageKind.Exchange, 1 << state.Index, pop)[SpikeExchange.Stored] = image.Take(SpikeList.Header + (2L * plan.SpikeCapacity(population)));
    }

    private void Integrate(NeuronPopulation neurons, int pop, int states, int gainArray)
    {
        bool swept = plan.Swept.Contains(neurons);
        var kind = (neurons, swept) switch
        {
            (MapPopulation, _) => StageKind.ClockedMap,
            (LifPopulation { Neuron.IsDouble: true }, true) => StageKind.SweptDouble,
            (LifPopulation { Neuron.IsDouble: true }, false) => StageKind.TouchedDouble,
            (_, true) => StageKind.SweptAny,
            _ => StageKind.TouchedAny,
        };
        int[] stage = New(kind, states, pop);
        stage[SweptLif.Gains] = gainArray;
        if (swept)
            stage[SweptLif.From] = projs[plan.Into(neurons).Single().Index];
    }

    private void FixedPoisson(PoissonPopulation population, int pop)
    {
        // Rates as shares of 2^30 - 1: whole numbers, so that a pick is exact.
        double total = population.Rates.Sum();
        int[] cumulated = new int[population.Size + 1];
        double sum = 0;
        for (int i = 0; i < population.Size; i++)
        {
            sum += population.Rates[i];
            cumulated[i + 1] = total > 0 ? (int)(sum / total * ((1 << 30) - 1)) : 0;
        }

        int[] stage = New(StageKind.Poisson, -1, pop);
        stage[PoissonSource.Cumulated] = image.Ints(cumulated);
        stage[PoissonSource.Rate] = Bits(total / 1000);
        stage[PoissonSource.PurposeOf] = (int)Purpose.Poisson + (16 * population.Index);
        stage[PoissonSource.Scratch] = image.Scratch(2 * PoissonSource.Batch);
        stage[PoissonSource.Guide] = image.Take(PoissonSource.GuideSize);
    }

    private void Spontaneous(NeuronPopulation population, int pop, int states, Drive drive)
    {
        if (!counted.TryGetValue(population, out var counts))
            throw new NetworkException($"population '{population.Name}' fires spontaneously at its wake rates, but no brain state counts them: call CountRates");
        int[] stage = New(StageKind.Poisson, states, pop);
        stage[PoissonSource.Cumulated] = image.Take(population.Size + 1);
        stage[PoissonSource.Counts] = counts.Counts;
        stage[PoissonSource.Windows] = counts.Windows;
        stage[PoissonSource.Uniform] = drive.Uniform ? 1 : 0;
        stage[PoissonSource.Factor] = Bits(drive.Factor);
        stage[PoissonSource.PurposeOf] = (int)Purpose.Poisson + (16 * population.Index);
        stage[PoissonSource.Scratch] = image.Scratch(2 * PoissonSource.Batch);
        stage[PoissonSource.Guide] = image.Take(PoissonSource.GuideSize);
    }

    private void Learn()
    {
        foreach (var projection in plan.Network.Projections)
        {
            int proj = projs[projection.Index];
            foreach (var attachment in projection.Rules)
            {
                int states = plan.StateMask(attachment.Runs);
                switch (attachment.Rule)
                {
                    case VolleyStdp rule:
                        Volley(projection, proj, states, rule);
                        break;
                    case RewardStdp rule:
                        Reward(projection, proj, states, rule);
                        break;
                    case ColumnNormalisation:
                        New(StageKind.Fold, states, proj);
                        break;
                    default:
                        break;
                }
            }
        }

        foreach (var population in plan.Network.Populations)
        {
            foreach (var gain in plan.Network.GainsOf(population))
                Gain(population, gain);
            if (plan.Network.CountedIn(population) is { } during)
            {
                int[] stage = New(StageKind.CountRates, plan.StateMask(during), pops[population.Index]);
                (stage[WakeRates.Counts], stage[WakeRates.Windows]) = counted[population];
            }
        }
    }

    private void Volley(Projection projection, int proj, int states, VolleyStdp rule)
    {
        int[] stage = New(StageKind.VolleyStdp, states, proj);
        stage[VolleyStdp.Stamps] = image.Take(projection.Source.Size);
        stage[VolleyStdp.AmountOf] = Bits(rule.Amount);
        stage[VolleyStdp.RateOf] = Bits(1 / rule.Tau);
        stage[VolleyStdp.ReachOf] = Bits(rule.Reach);
    }

    private void Reward(Projection projection, int proj, int states, RewardStdp rule)
    {
        if (plan.Window / rule.Tau > 80 || !(rule.Tau > 0))
            throw new NetworkException($"{projection}: a trace time constant of {rule.Tau} ms is too short for windows of {plan.Window} ms; at least an 80th of it");
        if (rule.Windows is < 1 or > 64)
            throw new NetworkException($"{projection}: traces gather rewards over {rule.Windows} windows; it must be 1 to 64");
        int[] stage = New(StageKind.RewardStdp, states, proj);
        int capacity = plan.SpikeCapacity(projection.Source), stride = image[proj + Proj.Stride];
        capacity = Math.Min(capacity, Math.Max(256, projection.Source.Size * 2));
        stage[RewardStdp.Slots] = rule.Windows;
        stage[RewardStdp.Capacity] = capacity;
        stage[RewardStdp.Ring] = image.Take((long)rule.Windows * (RewardStdp.SlotHeader + ((long)capacity * (1 + stride))));
        int rounds = (int)Math.Ceiling(plan.Window / projection.Target.Shortest) + 2;
        stage[RewardStdp.Rounds] = image.Scratch(PopulationLayout.Padded(projection.Target.Size) + (3L * rounds * stride));
        stage[RewardStdp.MaxRounds] = rounds;
        stage[RewardStdp.Scratch] = image.Scratch((2L * plan.SpikeCapacity(projection.Target)) + (2L * plan.SpikeCapacity(projection.Source)) + 64);
        stage[RewardStdp.IsAdditive] = rule.Additive ? 1 : 0;
        double mean = projection.Weights.IsConstant ? projection.Weights.Max : 1;
        double[] constants =
        [
            rule.Rate, rule.Potentiation, rule.Depression, 1 / rule.Tau, rule.Reach, rule.EligibilityTau > 0 ? 1 / rule.EligibilityTau : 0,
            rule.Bound, rule.Floor, projection.Target.Size * mean, rule.MaxRowFactor, 1,
        ];
        for (int i = 0; i < RewardStdp.ConstantCount; i++)
            stage[RewardStdp.Constants + i] = Bits(constants[i]);
    }

    private void Gain(Population population, Attachment attachment)
    {
        var rule = (HomeostaticGain)attachment.Rule;
        int[] stage = New(StageKind.Gain, plan.StateMask(attachment.Runs), pops[population.Index]);
        stage[HomeostaticGain.Gains] = gains[attachment];
        stage[HomeostaticGain.Counts] = image.Take(population.Size);
        stage[HomeostaticGain.Rates] = image.Floats(population.Size, rule.Target);
        double[] constants =
        [
            rule.Target, Power(1 + rule.Step, HomeostaticGain.Every), Power(1 - rule.Step, HomeostaticGain.Every),
            1 - Power(1 - rule.Averaging, HomeostaticGain.Every), rule.Min, rule.Max,
        ];
        for (int i = 0; i < constants.Length; i++)
            stage[HomeostaticGain.Constants + i] = Bits(constants[i]);
    }

    private static double Power(double x, int n)
    {
        double y = 1;
        for (int i = 0; i < n; i++)
            y *= x;
        return y;
    }

    private static int Bits(double x) => BitConverter.SingleToInt32Bits((float)x);
}

/// <summary>Copies a stage into the image.</summary>
internal static class StageCopy
{
    public static void CopyTo(this int[] stage, Image image, int at)
    {
        for (int i = 0; i < stage.Length; i++)
            image[at + i] = stage[i];
    }
}
