using Snn.Core.Numerics;
using Snn.Foraging.World;

namespace Snn.Foraging.Remedies;

/// <summary>The control of <see cref="MasLocal"/>: the same importances, dealt out to synapses at random.</summary>
/// <param name="strength">How much a synapse of mean importance is slowed.</param>
[Remedy("shuffled-importance", Value = "strength", Needs = "boundary, a walk in each old world", Holds = true)]
public sealed class ShuffledImportance(double strength) : MobilityRemedy
{
    /// <inheritdoc/>
    protected override float[]? Mobility(Life life)
    {
        if (Importance.OfUse(life) is not { } importance)
            return null;
        for (var k = importance.Length - 1; k > 0; k--)
        {
            var other = Philox.Below(Philox.Draw(life.Seed, Draws.Shuffle, 0, k).X.Value, k + 1);
            (importance[k], importance[other]) = (importance[other], importance[k]);
        }

        return Importance.Mobility(importance, strength);
    }
}
