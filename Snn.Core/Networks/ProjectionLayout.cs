using System.Numerics;
using Snn.Core.Engines;
using Snn.Core.Numerics;
using Snn.Core.Plasticity;
using Snn.Core.Synapses;

namespace Snn.Core.Networks;

/// <summary>Lays out a projection: its wiring, its weights, and what its rules need.</summary>
internal static class ProjectionLayout
{
    public static int Write(Image image, CompilePlan plan, Projection projection, int[] pops, int seed)
    {
        Check(plan, projection);
        int at = image.Take(Proj.Size);
        int sources = projection.Source.Size, targets = projection.Target.Size, padded = PopulationLayout.Padded(targets);
        image[at + Proj.Source] = pops[projection.Source.Index];
        image[at + Proj.Target] = pops[projection.Target.Index];
        image.F(at + Proj.Kick, projection.Target.Kick);
        image.F(at + Proj.Noise, projection.ReleaseNoise);
        image[at + Proj.NoisePurpose] = (int)Purpose.Release + (16 * projection.Index);
        image.F(at + Proj.Delay, projection.Delays.Max);
        image.F(at + Proj.MaxDelay, projection.Delays.Max);
        image[at + Proj.Scale] = image.Floats(padded, 1);
        image[at + Proj.Sum] = image.Take(padded);
        image[at + Proj.Inhibition] = projection.BalancedInhibition ? 1 : 0;
        if (projection.Rules.Select(r => r.Rule).OfType<ColumnNormalisation>().SingleOrDefault() is { } normalisation)
            image.F(at + Proj.NormTarget, normalisation.Sum);

        int spikes = plan.SpikeCapacity(projection.Source);
        if (plan.IsDense(projection))
        {
            int stride = PopulationLayout.Padded(targets);
            image[at + Proj.Stride] = stride;
            image[at + Proj.Weights] = image.Take((long)sources * stride);
            for (int i = 0; i < sources; i++)
            {
                for (int j = 0; j < targets; j++)
                    image.F(image[at + Proj.Weights] + (i * stride) + j, Weight(projection, seed, j, i));
            }

            NoiseScratch(image, at, (long)spikes * stride * (projection.BalancedInhibition ? 2 : 1));
            image[at + Proj.Gather] = image.Scratch(spikes);
            if (projection.Freezable)
            {
                image[at + Proj.Frozen] = image.Take((long)sources * stride);
                image[at + Proj.FrozenSum] = image.Take(stride);
            }
        }
        else if (plan.IsPacked(projection))
        {
            WritePacked(image, plan, projection, at, seed);
        }
        else
        {
            WriteSparse(image, plan, projection, at, seed);
        }

        if (projection.Rules.FirstOrDefault(r => r.Rule is TracedStdp) is { } stdp)
            WriteStdp(image, plan, projection, at, stdp);
        return at;
    }

    /// <summary>Number of synapses.</summary>
    public static long Count(ReadOnlySpan<int> words, int proj)
    {
        int source = words[proj + Proj.Source], target = words[proj + Proj.Target];
        return words[proj + Proj.Packed] != 0
            ? words[proj + Proj.SynapseCount]
            : words[proj + Proj.Stride] > 0
            ? (long)words[source + Pop.N] * words[target + Pop.N]
            : words[words[proj + Proj.InRows] + words[target + Pop.N]];
    }

    /// <summary>Words of weights and wiring.</summary>
    public static long Words(ReadOnlySpan<int> words, int proj)
    {
        int sources = words[words[proj + Proj.Source] + Pop.N], targets = words[words[proj + Proj.Target] + Pop.N];
        if (words[proj + Proj.Packed] != 0)
            return (2 * BitmapWords(sources, targets)) + words[proj + Proj.SynapseCount];
        long dense = (long)sources * words[proj + Proj.Stride];
        if (dense > 0)
            return words[proj + Proj.Frozen] == 0 ? dense : (2 * dense) + targets;
        int stored = words[words[proj + Proj.Rows] + sources], there = words[words[proj + Proj.InRows] + targets];
        return (2L * sources) + 1 + (2L * stored) + targets + 1 + (2L * there) + (words[proj + Proj.Delays] == 0 ? 0 : stored);
    }

    private static void WritePacked(Image image, CompilePlan plan, Projection projection, int at, int seed)
    {
        int sources = projection.Source.Size, stride = PopulationLayout.Padded(projection.Target.Size), places = PackedRows.Places(projection.Target.Size);
        if ((long)sources * places > int.MaxValue)
            throw new NetworkException($"{projection}: listed synapses without delay between {sources} and {projection.Target.Size} neurons; at most 2^31 places");
        var wiring = Wiring.Rows(projection, seed);
        int[] bitmap = new int[BitmapWords(sources, projection.Target.Size)], ranks = new int[bitmap.Length];
        List<float> weights = [];
        for (int i = 0; i < sources; i++)
        {
            foreach (int target in wiring[i])
            {
                bitmap[((i * places) + target) >> 5] |= 1 << ((i * places) + target);
                weights.Add(Weight(projection, seed, target, i));
            }
        }

        for (int k = 1; k < ranks.Length; k++)
            ranks[k] = ranks[k - 1] + BitOperations.PopCount((uint)bitmap[k - 1]);
        image[at + Proj.Stride] = stride;
        image[at + Proj.Places] = places;
        image[at + Proj.SynapseCount] = weights.Count;
        image[at + Proj.Packed] = image.Ints(bitmap);
        image[at + Proj.Ranks] = image.Ints(ranks);
        image[at + Proj.Weights] = image.Take(weights.Count);
        for (int s = 0; s < weights.Count; s++)
            image.F(image[at + Proj.Weights] + s, weights[s]);

        // Reading the last weights into lanes reads words behind them, too: there is scratch behind them.
        int spikes = plan.SpikeCapacity(projection.Source);
        NoiseScratch(image, at, (long)spikes * projection.Target.Size * (projection.BalancedInhibition ? 2 : 1));
        image[at + Proj.Gather] = image.Scratch(spikes);
        image[at + Proj.Unpacked] = image.Scratch((long)spikes * stride);
    }

    private static int BitmapWords(int sources, int targets) => (int)((((long)sources * PackedRows.Places(targets)) + 31) / 32);

    private static void WriteSparse(Image image, CompilePlan plan, Projection projection, int at, int seed)
    {
        int sources = projection.Source.Size, targets = projection.Target.Size;
        bool swept = plan.Swept.Contains(projection.Target);
        var wiring = Wiring.Rows(projection, seed);
        var delays = new List<float>();
        if (!projection.Delays.IsConstant)
        {
            // Along a row in order of delay, so that equal delays stand together.
            for (int i = 0; i < sources; i++)
            {
                int source = i;
                var row = wiring[i].Select(j => (Target: j, Delay: projection.Delays.Draw(seed, (int)Purpose.Delays + (16 * projection.Index), j, source)))
                    .OrderBy(x => x.Delay).ThenBy(x => x.Target).ToList();
                wiring[i] = [.. row.Select(x => x.Target)];
                delays.AddRange(row.Select(x => x.Delay));
            }
        }

        // Swept rows are padded to whole lanes with weightless synapses onto spare slots behind the targets.
        int block = swept ? 16 : 1, spare = PopulationLayout.Padded(targets);
        var starts = new int[sources + 1];
        for (int i = 0; i < sources; i++)
            starts[i + 1] = starts[i] + ((wiring[i].Length + block - 1) / block * block);
        int total = starts[sources];
        image[at + Proj.Rows] = image.Ints([.. starts, .. wiring.Select(r => r.Length)]);
        image[at + Proj.Targets] = image.Take(total + 16);
        image[at + Proj.Weights] = image.Take(total + 16);
        var incoming = new List<(int Synapse, int Source)>[targets];
        for (int j = 0; j < targets; j++)
            incoming[j] = [];
        for (int i = 0; i < sources; i++)
        {
            for (int s = starts[i]; s < starts[i + 1]; s++)
            {
                bool real = s - starts[i] < wiring[i].Length;
                int target = real ? wiring[i][s - starts[i]] : spare + (s & 15);
                image[image[at + Proj.Targets] + s] = target;
                if (real)
                {
                    image.F(image[at + Proj.Weights] + s, Weight(projection, seed, target, i));
                    incoming[target].Add((s, i));
                }
            }
        }

        var inRows = new int[targets + 1];
        for (int j = 0; j < targets; j++)
            inRows[j + 1] = inRows[j] + incoming[j].Count;
        image[at + Proj.InRows] = image.Ints(inRows);
        image[at + Proj.InSynapses] = image.Ints([.. incoming.SelectMany(x => x.Select(y => y.Synapse))]);
        image[at + Proj.InSources] = image.Ints([.. incoming.SelectMany(x => x.Select(y => y.Source))]);
        if (delays.Count > 0)
        {
            image[at + Proj.Delays] = image.Take(delays.Count);
            for (int s = 0; s < delays.Count; s++)
                image.F(image[at + Proj.Delays] + s, delays[s]);
        }

        if (swept)
        {
            NoiseScratch(image, at, total);
            image[at + Proj.Gather] = image.Take(spare);
            image.Scratch(16);
        }
    }

    private static void NoiseScratch(Image image, int at, long events) =>
        image[at + Proj.NoiseScratch] = image.Scratch((events + (2 * ReleaseNoise.Block)) / ReleaseNoise.Block * ReleaseNoise.Block);

    private static void WriteStdp(Image image, CompilePlan plan, Projection projection, int at, Attachment attachment)
    {
        var rule = (TracedStdp)attachment.Rule;
        image[at + Proj.StdpStates] = plan.StateMask(attachment.Runs);
        image[at + Proj.StdpForm] = rule.Form;
        double[] constants = rule.Constants;
        for (int i = 0; i < constants.Length; i++)
            image.F(at + Proj.Stdp + i, constants[i]);
        image[at + Proj.PreTrace] = image.Take(3L * projection.Source.Size);
        image[at + Proj.PostTrace] = image.Take(3L * projection.Target.Size);
    }

    private static float Weight(Projection projection, int seed, int target, int source) =>
        projection.Weights.Draw(seed, (int)Purpose.Weights + (16 * projection.Index), target, source);

    private static void Check(CompilePlan plan, Projection projection)
    {
        bool swept = plan.Swept.Contains(projection.Target), dense = plan.IsDense(projection), rows = dense || plan.IsPacked(projection);
        var rules = projection.Rules.Select(r => r.Rule).ToList();
        foreach (var kind in rules.GroupBy(r => r is TracedStdp ? typeof(TracedStdp) : r.GetType()).Where(g => g.Count() > 1 && g.Key != typeof(RewardStdp)))
            throw new NetworkException($"{projection}: it has two rules of one kind, {string.Join(" and ", kind.Select(r => r.GetType().Name))}");
        if (projection.BalancedInhibition && !rows)
            throw new NetworkException($"{projection}: balanced inhibition needs an all-to-all or listed projection without delay that is the target's only input");
        if (projection.Freezable && !dense)
            throw new NetworkException($"{projection}: freezing needs an all-to-all projection without delay that is the target's only input");
        if (rules.Any(r => r is RewardStdp) && !rows)
            throw new NetworkException($"{projection}: rewarded STDP needs an all-to-all or listed projection without delay that is the target's only input");
        if (rules.Any(r => r is VolleyStdp) && !(swept && !rows))
            throw new NetworkException($"{projection}: volley STDP needs a sparse projection from an input population that fires at onset");
        if (rules.Any(r => r is TracedStdp) && !projection.Delays.IsConstant)
            throw new NetworkException($"{projection}: pair STDP keeps one trace per source, so all its delays must be equal");
        if (rules.Any(r => r is HomeostaticGain))
            throw new NetworkException($"{projection}: a homeostatic gain belongs to a population: call Network.Gain");
        if (rules.Select(r => r.Check()).FirstOrDefault(wrong => wrong is not null) is { } wrong)
            throw new NetworkException($"{projection}: {wrong}");
    }
}
