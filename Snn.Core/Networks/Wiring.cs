using Snn.Core.Numerics;

namespace Snn.Core.Networks;

/// <summary>Which synapses a projection has: for each source its targets in ascending order. Drawn from keyed numbers only.</summary>
internal static class Wiring
{
    public static int[][] Rows(Projection projection, int seed)
    {
        int sources = projection.Source.Size, targets = projection.Target.Size, purpose = (int)Purpose.Wiring + (16 * projection.Index);
        return projection.Connectivity switch
        {
            Connectivity.One => [.. Enumerable.Range(0, sources).Select(i => new[] { i })],
            Connectivity.List list => Listed(projection, sources, targets, list.Pairs),
            Connectivity.InDegree d => InDegree(sources, targets, d, seed, purpose),
            Connectivity.Probability p => Probability(sources, targets, p.P, seed, purpose),
            _ => [.. Enumerable.Range(0, sources).Select(_ => Enumerable.Range(0, targets).ToArray())],
        };
    }

    private static int[][] Listed(Projection projection, int sources, int targets, IReadOnlyList<(int Source, int Target)> pairs)
    {
        var rows = new SortedSet<int>[sources];
        for (int i = 0; i < sources; i++)
            rows[i] = [];
        foreach (var (source, target) in pairs)
        {
            if (source < 0 || source >= sources || target < 0 || target >= targets)
                throw new NetworkException($"{projection}: a synapse from {source} to {target}; sources are 0 to {sources - 1}, targets 0 to {targets - 1}");
            if (!rows[source].Add(target))
                throw new NetworkException($"{projection}: the synapse from {source} to {target} is listed twice");
        }

        return [.. rows.Select(r => r.ToArray())];
    }

    /// <summary>The first steps of a shuffle of the sources of its channel, for every target.</summary>
    private static int[][] InDegree(int sources, int targets, Connectivity.InDegree wanted, int seed, int purpose)
    {
        int channel = sources / wanted.Channels;
        var rows = new List<int>[sources];
        for (int i = 0; i < sources; i++)
            rows[i] = [];
        int[] pool = new int[channel];
        for (int j = 0; j < targets; j++)
        {
            int first = (int)((long)j * wanted.Channels / targets) * channel;
            for (int i = 0; i < channel; i++)
                pool[i] = first + i;
            for (int k = 0; k < wanted.Sources; k++)
            {
                int pick = k + Philox.Below(Philox.Draw(seed, purpose, j, k).X.Value, channel - k);
                (pool[k], pool[pick]) = (pool[pick], pool[k]);
                rows[pool[k]].Add(j);
            }
        }

        return [.. rows.Select(r => r.ToArray())];
    }

    /// <summary>Gaps between a source's targets are geometric.</summary>
    private static int[][] Probability(int sources, int targets, double p, int seed, int purpose)
    {
        float perStep = p >= 1 ? 0f : 1f / Portable.Log((float)(1 - p));
        var rows = new int[sources][];
        var row = new List<int>();
        for (int i = 0; i < sources; i++)
        {
            row.Clear();
            long j = -1;
            for (int k = 0; j < targets; k++)
            {
                float gap = p >= 1 ? 0f : Portable.Log(Philox.Unit(Philox.Draw(seed, purpose, i, k).X.Value)) * perStep;
                j += 1 + (long)Math.Min(gap, 1e9f);
                if (j < targets)
                    row.Add((int)j);
            }

            rows[i] = [.. row];
        }

        return rows;
    }
}
