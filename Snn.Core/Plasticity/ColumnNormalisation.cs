using Snn.Core.Engines;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Synapses;

namespace Snn.Core.Plasticity;

/// <summary>Heterosynaptic competition: the weights that converge on one target are held at a constant sum (Golden et al. 2022, Methods:
/// after each change the excitatory input of an output neuron is rescaled to its target). Lazily: a change adds to the column's raw sum, and
/// one scale per column stands for the division of all its weights. Every <see cref="FoldEvery"/> windows in which it runs, the scales are
/// multiplied into the weights and the sums formed anew; that is part of the defined arithmetic.</summary>
public sealed record ColumnNormalisation : PlasticityRule
{
    /// <summary>Windows between two foldings.</summary>
    public const int FoldEvery = 1024;

    /// <summary>The sum, in units of weight.</summary>
    public double Sum { get; init; } = 1;

    /// <inheritdoc/>
    internal override string? Check() => Sum > 0 && double.IsFinite(Sum) ? null : $"columns are normalised to a sum of {Sum}; it must be positive";

    /// <summary>Word of the stage: windows since the last folding.</summary>
    public const int Since = Stage.Own;

    /// <summary>Sets a column's scale from its raw sum.</summary>
    internal static void Rescale<M>(M mem, int proj, int target)
        where M : struct, IMem, allows ref struct
    {
        float sum = mem.F(mem.I(proj, Proj.Sum) + target);
        float goal = mem.F(proj, Proj.NormTarget);
        if (goal > 0f && mem.I(proj, Proj.Frozen) != 0)
            goal -= mem.F(mem.I(proj, Proj.FrozenSum) + target);
        if (goal > 0f && sum > 0f)
            mem.F(mem.I(proj, Proj.Scale) + target) = goal / sum;
    }

    /// <summary>Sums a sparse column and sets its scale, after a change of unknown size.</summary>
    internal static void Restore<M>(M mem, int proj, int target)
        where M : struct, IMem, allows ref struct
    {
        if (mem.F(proj, Proj.NormTarget) > 0f)
        {
            mem.F(mem.I(proj, Proj.Sum) + target) = SparseSum(mem, proj, target);
            Rescale(mem, proj, target);
        }
    }

    /// <summary>The stage: folds when it is time.</summary>
    public static void Run<M, G, T>(M mem, G group, int stage)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
    {
        int since = mem.I(stage, Since) + 1;
        bool due = since >= FoldEvery;
        group.Barrier();
        if (group.Lane == 0)
            mem.I(stage, Since) = due ? 0 : since;
        if (due)
            Fold<M, G, T>(mem, group, mem.I(stage, Stage.On));
        group.Barrier();
    }

    /// <summary>Multiplies every column's scale into its weights and sums it anew.</summary>
    public static void Fold<M, G, T>(M mem, G group, int proj)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where T : struct, ILanes<T>
    {
        int weights = mem.I(proj, Proj.Weights), stride = mem.I(proj, Proj.Stride);
        int scale = mem.I(proj, Proj.Scale), sums = mem.I(proj, Proj.Sum);
        int n = mem.I(mem.I(proj, Proj.Target) + Pop.N), sources = mem.I(mem.I(proj, Proj.Source) + Pop.N);
        bool packed = mem.I(proj, Proj.Packed) != 0;
        if (stride > 0)
        {
            for (int b = group.Lane * T.Width; b < n; b += group.Size * T.Width)
            {
                var column = T.Load(mem, scale + b);
                var sum = T.Of(0f);
                for (int i = 0; i < sources; i++)
                {
                    var block = packed ? PackedRows.Find<M, T>(mem, proj, i, b) : default;
                    var w = (packed ? block.Load<M, T>(mem) : T.Load(mem, weights + i * stride + b)) * column;
                    if (packed)
                        block.Store(w, mem);
                    else
                        T.Store(w, mem, weights + i * stride + b);
                    sum = sum + w;
                }

                T.Store(sum, mem, sums + b);
            }
        }
        else
        {
            int rows = mem.I(proj, Proj.InRows), synapses = mem.I(proj, Proj.InSynapses);
            for (int j = group.Lane; j < n; j += group.Size)
            {
                float column = mem.F(scale + j);
                for (int k = mem.I(rows + j); k < mem.I(rows + j + 1); k++)
                    mem.F(weights + mem.I(synapses + k)) *= column;
                mem.F(sums + j) = SparseSum(mem, proj, j);
            }
        }

        group.Barrier();
        for (int j = group.Lane; j < n; j += group.Size)
            Rescale(mem, proj, j);
    }

    private static float SparseSum<M>(M mem, int proj, int target)
        where M : struct, IMem, allows ref struct
    {
        int rows = mem.I(proj, Proj.InRows), synapses = mem.I(proj, Proj.InSynapses), weights = mem.I(proj, Proj.Weights);
        float sum = 0;
        for (int k = mem.I(rows + target); k < mem.I(rows + target + 1); k++)
            sum += mem.F(weights + mem.I(synapses + k));
        return sum;
    }
}
