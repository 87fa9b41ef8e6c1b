using SkiaSharp;
using Snn.Foraging.Figures;

namespace Snn.Tests.Figures;

public class FigureSetTests
{
    private static readonly string[] All = ["performance", "matrix", "paths", "synapses", "clusters", "weights", "distance", "pca", "pca3d"];

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
    public void The_geometry_of_weight_space_is_drawn_where_there_is_one()
    {
        using var run = new SyntheticRun(SyntheticRun.Paper, seeds: 1, hidden: 16);
        var random = new Random(1);
        double Around(double middle) => middle + random.NextDouble() - 0.5;
        object Point(string condition, string phase, int i, double x) => new
        {
            cycle = 100_000L * i,
            phase,
            to_t1 = phase == "T1" ? Around(2) : Around(2 + i / 5.0),
            to_t2 = Around(5),
            to_both = (double?)null,
            svm = Around(phase switch { "T1" => -1, "T2" => 1, _ => 0.1 }),
            pca = new[] { x * i, Math.Cos(i / 6.0), 0.2 * i },
            kernel_pca = new[] { x * i, Math.Sin(i / 6.0), 0.3 * i },
        };
        object[][] Course(string condition, double x, params string[] phases) =>
            [.. Enumerable.Range(0, 2).Select(_ => phases.SelectMany((p, n) => Enumerable.Range(1, 10).Select(i => Point(condition, p, 10 * n + i, x))).ToArray())];
        File.WriteAllText(Path.Combine(run.Folder, "geometry.json"), System.Text.Json.JsonSerializer.Serialize(new
        {
            networks = new[] { 21, 22, 23 }.Select(network => new
            {
                network,
                lives = new[] { 1, 2 },
                axes_fitted_on = "named sets",
                pca_explained = new[] { 0.271, 0.1, 0.05 },
                kernel_pca_explained = new[] { 0.187, 0.08, 0.04 },
                ends = new[] { 1, 2 }.Select(life => new { life, condition = "sleep", spacing_t1 = 0.5, spacing_t2 = 0.5, spacing_both = (double?)null }),
                courses = new { sequential = Course("sequential", -0.5, "unsupervised", "T1", "T2"), sleep = Course("sleep", 0.7, "unsupervised", "T1", "sleep+T2") },
            }),
        }));
        string? keep = Environment.GetEnvironmentVariable("SNN_FIGURES");
        var written = FigureSet.Draw(run.Folder).Where(p => Path.GetFileName(p) is "pca.png" or "pca3d.png" or "kpca.png" or "kpca3d.png" or "svm.png" or "manifolds.png").ToArray();
        Assert.Equal(6, written.Length);

        // Pictures have the axes whose shares of variance stand in the file, and say what these were fitted to.
        foreach (var (name, axis) in new[] { ("pca", "PC 1 (27 % of variance)"), ("pca3d", "PC 1 (27 %)"), ("kpca", "kPC 1 (19 % of variance)"), ("kpca3d", "kPC 1 (19 %)") })
        {
            string svg = File.ReadAllText(Path.Combine(run.Folder, "figures", name + ".svg"));
            Assert.Contains(axis, svg, StringComparison.Ordinal);
            Assert.Contains("named sets", svg, StringComparison.Ordinal);
        }

        var paths = WeightPaths.Pca(RunData.Open(run.Folder), 3).ToArray();
        Assert.Equal([21, 22, 23], paths.Select(p => p.Seed));
        Assert.Equal([-0.5 * 30, Math.Cos(5), 6], paths[0].Paths.Single(p => p.Condition == "sequential").Points[^1]);
        foreach (string png in written)
        {
            if (keep is not null)
                File.Copy(png, Path.Combine(Directory.CreateDirectory(keep).FullName, Path.GetFileName(png)), overwrite: true);
            using var picture = SKBitmap.Decode(png);
            Assert.True(Ink.Share(picture, 0, picture.Height / 3, picture.Width, picture.Height) > 0.005, $"{png}: no data");
        }

        File.WriteAllText(Path.Combine(run.Folder, "geometry.json"), """{"networks": [{"network": 21}]}""");
        Assert.Contains("geometry.json is not laid out as expected", Assert.Throws<InvalidDataException>(() => FigureSet.Draw(run.Folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_seed_and_one_condition_draw_too()
    {
        using var run = new SyntheticRun([("alone-T1", ["T1"])], seeds: 1, hidden: 16, phaseLength: 1500);
        var written = FigureSet.Draw(run.Folder);
        Assert.Equal(["clusters", "matrix", "paths", "pca", "pca3d", "performance", "synapses"], written.Select(p => Path.GetFileNameWithoutExtension(p)).Distinct().Order());
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

    [Theory]
    [InlineData("a row is missing")]
    [InlineData("a score at the end of a phase is another")]
    [InlineData("a score is none")]
    [InlineData("cut off")]
    [InlineData("empty")]
    [InlineData("gone")]
    public void Scores_that_are_damaged_are_never_drawn(string damage)
    {
        using var run = new SyntheticRun(SyntheticRun.Paper, seeds: 2, hidden: 16);
        string path = Path.Combine(run.Folder, "scores.csv"), whole = File.ReadAllText(path);
        var lines = whole.Split('\n').ToList();
        int last = lines.FindLastIndex(l => l.StartsWith("sequential,2,T2,", StringComparison.Ordinal)), within = lines.FindIndex(l => l.StartsWith("sleep,2,T1,", StringComparison.Ordinal));
        string Without(int line) => string.Join('\n', lines.Where((_, i) => i != line));
        string With(int line, string score)
        {
            var cells = lines[line].Split(',');
            cells[5] = score;
            lines[line] = string.Join(',', cells);
            return string.Join('\n', lines);
        }

        switch (damage)
        {
            case "a row is missing": File.WriteAllText(path, Without(within)); break;
            case "a score at the end of a phase is another": File.WriteAllText(path, With(last, "0.5")); break;
            case "a score is none": File.WriteAllText(path, With(within, "88")); break;
            case "cut off": File.WriteAllText(path, whole[..^3]); break;
            case "empty": File.WriteAllText(path, ""); break;
            default: File.Delete(path); break;
        }

        var error = Assert.Throws<InvalidDataException>(() => FigureSet.Draw(run.Folder));
        Assert.Contains("scores.csv", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
