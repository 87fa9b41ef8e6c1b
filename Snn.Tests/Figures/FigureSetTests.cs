using SkiaSharp;
using Snn.Foraging.Figures;

namespace Snn.Tests.Figures;

public class FigureSetTests
{
    private static readonly string[] All = ["performance", "matrix", "distance", "pca", "paths"];

    [Fact]
    public void Draws_every_figure_twice_and_leaves_no_temporary_files()
    {
        // SNN_FIGURES keeps the pictures for looking at.
        string? keep = Environment.GetEnvironmentVariable("SNN_FIGURES");
        using var run = new SyntheticRun(SyntheticRun.Paper);
        var written = FigureSet.Draw(run.Folder);
        if (keep is not null)
            foreach (string path in written)
                File.Copy(path, Path.Combine(Directory.CreateDirectory(keep).FullName, Path.GetFileName(path)), overwrite: true);

        Assert.Equal(All.SelectMany(n => new[] { n + ".png", n + ".svg" }), written.Select(Path.GetFileName));
        Assert.Equal(written.Order(), Directory.GetFiles(Path.Combine(run.Folder, "figures")).Order());
        foreach (string svg in written.Where(p => p.EndsWith(".svg", StringComparison.Ordinal)))
            Assert.Contains("<text", File.ReadAllText(svg), StringComparison.Ordinal);
        foreach (string png in written.Where(p => p.EndsWith(".png", StringComparison.Ordinal)))
        {
            using var picture = SKBitmap.Decode(png);
            Assert.True(Ink.Share(picture, 0, 0, picture.Width, (int)(Sheet.TitleHeight * Sheet.Scale)) > 0.004, $"{png}: no title");
            Assert.True(Ink.Share(picture, 0, picture.Height / 3, picture.Width, picture.Height) > 0.005, $"{png}: no data");
        }
    }

    [Fact]
    public void One_seed_and_one_condition_draw_too()
    {
        using var run = new SyntheticRun([("alone-T1", ["T1"])], seeds: 1, hidden: 16, phaseLength: 1500);
        var written = FigureSet.Draw(run.Folder);
        Assert.Equal(["matrix", "paths", "pca", "performance"], written.Select(p => Path.GetFileNameWithoutExtension(p)).Distinct().Order());
    }

    [Fact]
    public void Figures_without_data_are_left_out()
    {
        using var run = new SyntheticRun(SyntheticRun.Paper, seeds: 1, hidden: 16);
        foreach (string file in (string[])["weights.h5", "walks.csv", "particles.csv", "metrics.json"])
            File.Delete(Path.Combine(run.Folder, file));
        Assert.Equal(["performance.png", "performance.svg"], FigureSet.Draw(run.Folder).Select(Path.GetFileName));
        File.Delete(Path.Combine(run.Folder, "scores.csv"));
        Assert.Empty(FigureSet.Draw(run.Folder));
    }

    [Fact]
    public void Same_folder_same_bytes()
    {
        using var run = new SyntheticRun(SyntheticRun.Paper, seeds: 2, hidden: 16);
        var first = FigureSet.Draw(run.Folder).Select(File.ReadAllBytes).ToArray();
        var second = FigureSet.Draw(run.Folder).Select(File.ReadAllBytes).ToArray();
        Assert.Equal(first, second);
    }

    [Fact]
    public void A_folder_without_a_run_is_refused()
    {
        string empty = Directory.CreateTempSubdirectory("snn-figures-").FullName;
        var error = Assert.Throws<InvalidDataException>(() => FigureSet.Draw(empty));
        Assert.Contains("no run.json", error.Message, StringComparison.Ordinal);
        Directory.Delete(empty);
    }

    [Fact]
    public void A_damaged_table_is_named_with_its_line()
    {
        using var run = new SyntheticRun(SyntheticRun.Paper, seeds: 1, hidden: 16);
        string scores = Path.Combine(run.Folder, "scores.csv");
        var lines = File.ReadAllLines(scores);
        lines[2] = lines[2].Replace("T2", "T2,", StringComparison.Ordinal);
        File.WriteAllLines(scores, lines);
        var error = Assert.Throws<InvalidDataException>(() => FigureSet.Draw(run.Folder));
        Assert.Contains("scores.csv, line 3", error.Message, StringComparison.Ordinal);
    }
}
