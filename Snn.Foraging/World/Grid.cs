using Snn.Foraging.Experiments;

namespace Snn.Foraging.World;

/// <summary>The grid.</summary>
public static class Grid
{
    /// <summary>Says why particles of this density cannot be placed; null when they can.</summary>
    public static string? CheckPlacement(WorldSettings world)
    {
        _ = world;
        return null;
    }
}
