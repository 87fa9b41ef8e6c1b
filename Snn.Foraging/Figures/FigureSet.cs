namespace Snn.Foraging.Figures;

/// <summary>All figures of a run.</summary>
public static class FigureSet
{
    private static readonly (string Name, Func<RunData, Sheet?> Draw)[] Figures =
    [
        ("phase-map", PhaseMapFigure.Draw),
        ("sleeps", SleepTimesFigure.Draw),
        ("performance", PerformanceFigure.Draw),
        ("learning-speed", LearningSpeedFigure.Draw),
        ("matrix", MatrixFigure.Draw),
        ("many-tasks", ManyTasksFigure.Draw),
        ("plasticity", PlasticityFigure.Draw),
        ("remedies", RemedyFigure.Draw),
        ("paths", PathFigure.Draw),
        ("fields", FieldsFigure.Draw),
        ("synapses", SynapseFigure.Draw),
        ("clusters", ClusterFigure.Draw),
        ("weights", WeightMapFigure.Draw),
        ("rasters", RasterFigure.Draw),
        ("replay", ReplayFigure.Draw),
        ("distance", DistanceFigure.Draw),
        ("pca", ComponentsFigure.Pca),
        ("pca3d", ComponentsFigure.Pca3d),
        ("kpca", ComponentsFigure.KernelPca),
        ("kpca3d", ComponentsFigure.KernelPca3d),
        ("svm", SvmFigure.Draw),
        ("manifolds", ManifoldFigure.Draw),
        ("pruning", PruningFigure.Draw),
        ("rule-weights", RuleWeightsFigure.Draw),
        ("rule-inputs", RuleInputsFigure.Draw),
        ("transfer", TransferFigure.Draw),
    ];

    /// <summary>Names of all figures, in the order of a report.</summary>
    public static IEnumerable<string> Names => Figures.Select(f => f.Name);

    /// <summary>Draws every figure that a run folder has the data for into its folder <c>figures</c>, as PNG and SVG; one that it has none for goes.</summary>
    /// <param name="runFolder">A run folder; only its files are read.</param>
    /// <returns>Paths of the files written.</returns>
    /// <exception cref="InvalidDataException">The folder is not a run folder, or a file in it is damaged.</exception>
    public static IReadOnlyList<string> Draw(string runFolder)
    {
        var run = RunData.Open(runFolder);
        string folder = Directory.CreateDirectory(Path.Combine(runFolder, "figures")).FullName;
        List<string> written = [];
        foreach (var (name, draw) in Figures)
        {
            if ((!run.Changes || draw == PlasticityFigure.Draw) && draw(run) is Sheet sheet)
            {
                written.AddRange(sheet.Write(folder, name));
                continue;
            }

            foreach (string old in (string[])[".png", ".svg"])
                File.Delete(Path.Combine(folder, name + old));
        }

        return written;
    }
}
