namespace Snn.Foraging.Figures;

/// <summary>The figures of a run folder.</summary>
public static class FigureSet
{
    /// <summary>Draws every figure and returns the files written.</summary>
    public static IReadOnlyList<string> Draw(string runFolder)
    {
        _ = runFolder;
        return [];
    }
}
