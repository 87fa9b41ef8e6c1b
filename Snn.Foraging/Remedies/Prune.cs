using Snn.Foraging.Metrics;

namespace Snn.Foraging.Remedies;

/// <summary>Hidden-to-output synapses removed for good, before the phase. What is left of a column is scaled up to its sum, and the bounds of the weights rise as much.</summary>
/// <param name="percent">Share of all of them that is gone afterwards, per cent, those removed earlier included.</param>
public abstract class Pruner(double percent) : IRemedy
{
    /// <summary>That share, 0 to 1.</summary>
    protected double Share => percent / 100;

    /// <inheritdoc/>
    public virtual int Every => 0;

    /// <inheritdoc/>
    public virtual void During(Life life)
    {
    }

    /// <inheritdoc/>
    public virtual void Begin(Life life) => To(life, Share);

    /// <summary>How much each synapse is worth keeping, [hidden, output] in row order: the least go first, of equals the first.</summary>
    protected abstract double[] Worth(Life life);

    /// <summary>Removes synapses until so many are gone.</summary>
    protected void To(Life life, double share)
    {
        ArgumentNullException.ThrowIfNull(life);
        bool[] gone = [.. life.Weights().Select(w => w == 0f)];
        int left = gone.Count(g => !g), keep = (int)Math.Round((1 - share) * gone.Length);
        double[] worth = Worth(life);
        foreach (int k in Enumerable.Range(0, gone.Length).Where(k => !gone[k]).OrderBy(k => worth[k]).ThenBy(k => k).Take(Math.Max(0, left - keep)).ToArray())
            gone[k] = true;
        life.Prune(gone);
    }

    /// <summary>The same worth for all synapses of a hidden neuron, so that whole neurons go.</summary>
    protected static double[] OfNeurons(Life life, Func<int, double> worth)
    {
        ArgumentNullException.ThrowIfNull(life);
        return [.. Enumerable.Range(0, life.Weights().Length).Select(k => worth(k / life.Outputs))];
    }

    /// <summary>Spread of a hidden neuron's output weights: inhibition cancels their mean, so that a neuron with equal weights says nothing.</summary>
    protected static Func<int, double> Spread(Life life)
    {
        ArgumentNullException.ThrowIfNull(life);
        float[][] rows = [.. life.Weights().Chunk(life.Outputs)];
        return i => rows[i].Sum(w => (w - (double)rows[i].Average()) * (w - (double)rows[i].Average()));
    }

    /// <summary>Random numbers of this life, one each.</summary>
    protected static double[] Random(Life life, int count)
    {
        ArgumentNullException.ThrowIfNull(life);
        var stream = new RandomStream(life.Seed, 8);
        return [.. Enumerable.Range(0, count).Select(_ => stream.Unit())];
    }
}

/// <summary>The weakest go.</summary>
[Remedy("prune", Value = "share of the output synapses, per cent", Max = 100)]
public sealed class PruneWeakest(double percent) : Pruner(percent)
{
    /// <inheritdoc/>
    protected override double[] Worth(Life life) => [.. life.Weights().Select(w => (double)w)];
}

/// <summary>The strongest go: a lesion.</summary>
[Remedy("prune-strongest", Value = "share of the output synapses, per cent", Max = 100)]
public sealed class PruneStrongest(double percent) : Pruner(percent)
{
    /// <inheritdoc/>
    protected override double[] Worth(Life life) => [.. life.Weights().Select(w => -(double)w)];
}

/// <summary>The least used go: those across which the fewest pairs of a hidden spike and an output spike after it pass, in walks of 2,000 cycles in the world of
/// each task learnt so far.</summary>
[Remedy("prune-unused", Value = "share of the output synapses, per cent", Max = 100)]
public sealed class PruneUnused(double percent) : Pruner(percent)
{
    private const int Walk = 2_000;

    /// <inheritdoc/>
    protected override double[] Worth(Life life)
    {
        ArgumentNullException.ThrowIfNull(life);
        double[] pairs = new double[life.Weights().Length];
        foreach (int task in life.TasksBefore.DefaultIfEmpty(0))
        {
            var used = life.Walk(task, Walk).Pairs;
            for (int k = 0; k < pairs.Length; k++)
                pairs[k] += used[k];
        }

        return pairs;
    }
}

/// <summary>Any go: the control, and a lesion.</summary>
[Remedy("prune-random", Value = "share of the output synapses, per cent", Max = 100)]
public sealed class PruneRandom(double percent) : Pruner(percent)
{
    /// <inheritdoc/>
    protected override double[] Worth(Life life)
    {
        ArgumentNullException.ThrowIfNull(life);
        return Random(life, life.Weights().Length);
    }
}

/// <summary>Whole hidden neurons go, those with the smallest spread of output weights first.</summary>
[Remedy("prune-neurons", Value = "share of the hidden neurons, per cent", Max = 100)]
public sealed class PruneNeurons(double percent) : Pruner(percent)
{
    /// <inheritdoc/>
    protected override double[] Worth(Life life) => OfNeurons(life, Spread(life));
}

/// <summary>Whole hidden neurons go, those with the largest spread first: a lesion.</summary>
[Remedy("prune-neurons-strongest", Value = "share of the hidden neurons, per cent", Max = 100)]
public sealed class PruneNeuronsStrongest(double percent) : Pruner(percent)
{
    /// <inheritdoc/>
    protected override double[] Worth(Life life)
    {
        var spread = Spread(life);
        return OfNeurons(life, i => -spread(i));
    }
}

/// <summary>Any hidden neurons go: the control, and a lesion.</summary>
[Remedy("prune-neurons-random", Value = "share of the hidden neurons, per cent", Max = 100)]
public sealed class PruneNeuronsRandom(double percent) : Pruner(percent)
{
    /// <inheritdoc/>
    protected override double[] Worth(Life life)
    {
        ArgumentNullException.ThrowIfNull(life);
        double[] worth = Random(life, life.Weights().Length / life.Outputs);
        return OfNeurons(life, i => worth[i]);
    }
}

/// <summary>The weakest go little by little while the phase is lived, a fifth of what is left every 20,000 cycles, until the share is reached.</summary>
[Remedy("prune-gradually", Value = "share of the output synapses, per cent", Max = 100)]
public sealed class PruneGradually(double percent) : Pruner(percent)
{
    private const double Step = 0.2;

    /// <inheritdoc/>
    public override int Every => 20_000;

    /// <inheritdoc/>
    public override void Begin(Life life)
    {
    }

    /// <inheritdoc/>
    public override void During(Life life)
    {
        ArgumentNullException.ThrowIfNull(life);
        double left = life.Weights().Average(w => w == 0f ? 0.0 : 1.0);
        if (1 - left < Share - 1e-9)
            To(life, Math.Min(Share, 1 - (left * (1 - Step))));
    }

    /// <inheritdoc/>
    protected override double[] Worth(Life life)
    {
        ArgumentNullException.ThrowIfNull(life);
        return [.. life.Weights().Select(w => (double)w)];
    }
}
