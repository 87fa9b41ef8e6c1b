using System.Globalization;
using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>Where the agent goes and what it eats in Task 1's world: untrained, trained, after Task 2, after sleep.</summary>
internal static class PathFigure
{
    private const string Walked = "T1";
    private const int MovesShown = 300;
    private const int World = 50;
    private const int Rewarded = 0;
    private const int Punished = 3;

    /// <summary>Draws the figure; null without recorded walks on Task 1.</summary>
    public static Sheet? Draw(RunData run)
    {
        if (run.Walks.All(w => w.Id.Task != Walked))
            return null;
        int seed = run.Walks.Where(w => w.Id.Task == Walked).Min(w => w.Id.Seed);
        var walks = run.Walks.Where(w => w.Id.Task == Walked && w.Id.Seed == seed && w.Steps.Count > 1).ToArray();
        (string Title, RecordedWalk? Walk)[] stations =
        [
            ("untrained", walks.FirstOrDefault(w => w.Id.Phase == "unsupervised")),
            ("after T1", walks.FirstOrDefault(w => w.Id.Phase == "T1")),
            ("after T2", walks.FirstOrDefault(w => w.Id is { Phase: "T2", Condition: "sequential" })),
            .. walks.Where(w => w.Id is { Condition: "sleep" } && w.Id.Phase.StartsWith("sleep", StringComparison.Ordinal))
                .Select(w => ("after " + w.Id.Phase, w)),
        ];
        var shown = stations.Where(s => s.Walk is not null).ToArray();
        if (shown.Length == 0)
            return null;
        int moves = Math.Min(MovesShown, shown.Max(s => s.Walk!.Steps[^1].Step));
        var sheet = new Sheet($"{run.Experiment}: the agent's path in Task 1's world", 2, 620, 640)
        {
            Notes = [string.Create(CultureInfo.InvariantCulture, $"Seed {seed}, first {moves} moves of a frozen test. Bars: particles at the start; the world is a torus."),
                "The start of one walk, by which no score can be told: so few meals vary by chance. Scores are those of the whole test."],
        };
        sheet.Key.Add(new("rewarded", KeySymbol.Line, Role(Rewarded)));
        sheet.Key.Add(new("punished", KeySymbol.Line, Role(Punished)));
        sheet.Key.Add(new("neither", KeySymbol.Line, Role(1)));
        sheet.Key.Add(new("path", KeySymbol.Line, Path));
        sheet.Key.Add(new("start", KeySymbol.Marker, Style.Ink) { Shape = MarkerShape.FilledDiamond });
        sheet.Key.Add(new("ate rewarded", KeySymbol.Marker, Role(Rewarded)) { Shape = MarkerShape.OpenCircle });
        sheet.Key.Add(new("ate punished", KeySymbol.Marker, Role(Punished)) { Shape = MarkerShape.Cross });
        foreach (var (title, walk) in shown)
            sheet.Add(Panel(title, walk!));
        return sheet;
    }

    private static readonly Color Path = Style.Blue;

    private static Color Role(int type) => type switch { Rewarded => Style.Green, Punished => Style.Vermilion, _ => Color.FromHex("#B8B8B8") };

    private static Plot Panel(string title, RecordedWalk walk)
    {
        PathStep[] steps = [.. walk.Steps.Where(s => s.Step <= MovesShown)];
        int Eaten(int type) => steps.Count(s => s.Ate == type);
        var plot = Style.NewPlot(
            string.Create(CultureInfo.InvariantCulture, $"{title}: ate {Eaten(Rewarded)} rewarded, {Eaten(Punished)} punished"), "column (cells)", "row (cells)");
        plot.HideGrid();
        var edge = plot.Add.Rectangle(-0.5, World - 0.5, -0.5, World - 0.5);
        edge.FillColor = Colors.Transparent;
        edge.LineColor = Style.Grey.WithAlpha(0.5);
        edge.LineWidth = 1;
        foreach (var type in walk.Particles.GroupBy(p => p.Type).OrderBy(g => g.Key is Rewarded or Punished))
        {
            var bars = plot.Add.ScatterLine(type.SelectMany(Bar).ToArray(), Role(type.Key));
            bars.LineWidth = 4.5f;
        }

        var path = plot.Add.ScatterLine(Line(steps).ToArray(), Path.WithAlpha(0.75));
        path.LineWidth = 2.2f;
        Marks(plot, steps, Rewarded, MarkerShape.OpenCircle);
        Marks(plot, steps, Punished, MarkerShape.Cross);
        plot.Add.Marker(steps[0].X, steps[0].Y, MarkerShape.FilledDiamond, 15, Style.Ink);

        // Rows count downwards, so that positive diagonals rise to the right.
        const double Low = -1.6, High = World + 0.6;
        plot.Axes.SetLimits(Low, High, High, Low);
        return plot;
    }

    private static void Marks(Plot plot, PathStep[] steps, int type, MarkerShape shape)
    {
        Coordinates[] places = [.. steps.Where(s => s.Ate == type).Select(s => new Coordinates(s.X, s.Y))];
        if (places.Length == 0)
            return;
        var marks = plot.Add.Markers(places, shape, 16, Style.Mix(Role(type), Colors.Black, 0.25));
        marks.MarkerStyle.LineWidth = 2.6f;
    }

    /// <summary>A bar over both cells, drawn at both edges where it crosses one, ending with a gap.</summary>
    private static IEnumerable<Coordinates> Bar(LyingParticle p)
    {
        const double Over = 0.35; // beyond the middles of the cells
        int dx = Step(p.X1, p.X2), dy = Step(p.Y1, p.Y2);
        yield return new(p.X1 - Over * dx, p.Y1 - Over * dy);
        yield return new(p.X1 + (1 + Over) * dx, p.Y1 + (1 + Over) * dy);
        yield return Coordinates.NaN;
        if (p.X1 + dx == p.X2 && p.Y1 + dy == p.Y2)
            yield break;
        yield return new(p.X2 + Over * dx, p.Y2 + Over * dy);
        yield return new(p.X2 - (1 + Over) * dx, p.Y2 - (1 + Over) * dy);
        yield return Coordinates.NaN;
    }

    /// <summary>The path, broken where it leaves the grid on one side and comes in on the other.</summary>
    private static IEnumerable<Coordinates> Line(PathStep[] steps)
    {
        for (int i = 0; i < steps.Length; i++)
        {
            if (i > 0)
            {
                int dx = Step(steps[i - 1].X, steps[i].X), dy = Step(steps[i - 1].Y, steps[i].Y);
                if (steps[i - 1].X + dx != steps[i].X || steps[i - 1].Y + dy != steps[i].Y)
                {
                    yield return new(steps[i - 1].X + dx, steps[i - 1].Y + dy);
                    yield return Coordinates.NaN;
                    yield return new(steps[i].X - dx, steps[i].Y - dy);
                }
            }

            yield return new(steps[i].X, steps[i].Y);
        }
    }

    /// <summary>The short way from one column or row to another on the torus.</summary>
    private static int Step(int from, int to)
    {
        int d = to - from;
        return d > World / 2 ? d - World : d < -World / 2 ? d + World : d;
    }
}
