using ScottPlot;

namespace Snn.Foraging.Figures;

/// <summary>How every figure looks: the colours of Okabe and Ito, which colour-blind readers tell apart,
/// one set of sizes, and the same colour for a task, a phase or a condition wherever it appears.</summary>
public static class Style
{
    /// <summary>Size of tick labels and small text, in pixels at scale 1.</summary>
    public const float Small = 17;

    /// <summary>Size of axis labels and keys.</summary>
    public const float Medium = 19;

    /// <summary>Size of panel titles.</summary>
    public const float Large = 21;

    /// <summary>Size of the figure's title.</summary>
    public const float Huge = 26;

    /// <summary>Width of a curve.</summary>
    public const float Curve = 2.8f;

    /// <summary>Black for text and axes.</summary>
    public static readonly Color Ink = Color.FromHex("#1A1A1A");

    /// <summary>Grey for what is only there for orientation.</summary>
    public static readonly Color Grey = Color.FromHex("#8A8A8A");

    /// <summary>Orange.</summary>
    public static readonly Color Orange = Color.FromHex("#E69F00");

    /// <summary>Sky blue.</summary>
    public static readonly Color Sky = Color.FromHex("#56B4E9");

    /// <summary>Bluish green.</summary>
    public static readonly Color Green = Color.FromHex("#009E73");

    /// <summary>Blue.</summary>
    public static readonly Color Blue = Color.FromHex("#0072B2");

    /// <summary>Vermilion.</summary>
    public static readonly Color Vermilion = Color.FromHex("#D55E00");

    /// <summary>Reddish purple.</summary>
    public static readonly Color Purple = Color.FromHex("#CC79A7");

    private static readonly MarkerShape[] Shapes =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond,
        MarkerShape.FilledTriangleDown, MarkerShape.OpenCircle, MarkerShape.OpenSquare, MarkerShape.OpenTriangleUp,
    ];

    private static readonly LinePattern[] Patterns =
        [LinePattern.Solid, new([9, 5], 0, "Dash"), new([2.5f, 4], 0, "Dot"), new([12, 4, 3, 4], 0, "DashDot")];

    /// <summary>Colour of a task: blue for T1, vermilion for T2.</summary>
    public static Color Task(string task) => task switch
    {
        "T1" => Blue,
        "T2" => Vermilion,
        "T3" => Green,
        "T4" => Purple,
        "T5" => Orange,
        "T6" => Sky,
        _ => Ink,
    };

    /// <summary>Full colour of a phase, for lines and points.</summary>
    public static Color PhaseInk(string phase) => phase switch
    {
        "unsupervised" => Grey,
        "T1" => Blue,
        "T2" => Vermilion,
        "T1+T2" or "T2+T1" => Green,
        "sleep+T2" => Purple,
        "sleep+T1" => Sky,
        "sleep" => Orange,
        _ when phase.StartsWith("sleep+", StringComparison.Ordinal) => Mix(Task(phase["sleep+".Length..]), Purple, 0.5),
        _ when phase.Contains('+', StringComparison.Ordinal) => Green,
        _ => Task(phase),
    };

    /// <summary>Pale colour of a phase, for backgrounds.</summary>
    public static Color PhaseFill(string phase) => Mix(Colors.White, PhaseInk(phase), 0.16);

    /// <summary>Marker of the n-th condition.</summary>
    public static MarkerShape Shape(int condition) => Shapes[condition % Shapes.Length];

    /// <summary>Line pattern of the n-th condition; together with its marker it tells 32 conditions apart.</summary>
    public static LinePattern Pattern(int condition) => Patterns[(condition + condition / Shapes.Length) % Patterns.Length];

    /// <summary>A colour on the way from one to another.</summary>
    /// <param name="from">Colour at 0.</param>
    /// <param name="to">Colour at 1.</param>
    /// <param name="share">0 to 1.</param>
    public static Color Mix(Color from, Color to, double share) => new(
        Blend(from.R, to.R, share), Blend(from.G, to.G, share), Blend(from.B, to.B, share));

    /// <summary>An empty plot in the house style.</summary>
    /// <param name="title">Panel title; empty for none.</param>
    /// <param name="x">Label of the horizontal axis, unit included; empty for none.</param>
    /// <param name="y">Label of the vertical axis, unit included; empty for none.</param>
    public static Plot NewPlot(string title, string x, string y)
    {
        ShippedFont.Use();
        var plot = new Plot();
        plot.FigureBackground.Color = Colors.White;
        plot.DataBackground.Color = Colors.White;
        plot.Axes.Color(Ink);
        plot.Grid.MajorLineColor = Color.FromHex("#00000018");
        plot.Axes.Right.FrameLineStyle.IsVisible = false;
        plot.Axes.Top.FrameLineStyle.IsVisible = false;
        plot.HideLegend();

        // Room for the half of the last tick's label that stands beyond the axis.
        plot.Axes.Right.MinimumSize = 28;

        plot.Axes.Title.Label.Text = title;
        plot.Axes.Title.Label.FontSize = Large;
        plot.Axes.Title.Label.Bold = true;
        plot.Axes.Title.IsVisible = title.Length > 0;
        Letter(plot.Axes.Bottom, x);
        Letter(plot.Axes.Left, y);
        plot.Axes.Margins(0.02, 0.05);
        return plot;
    }

    private static void Letter(IAxis axis, string label)
    {
        axis.Label.Text = label;
        axis.Label.Bold = false;
        axis.Label.FontSize = Medium;
        axis.TickLabelStyle.FontSize = Small;
    }

    private static byte Blend(byte from, byte to, double share) => (byte)Math.Round(from + (to - from) * Math.Clamp(share, 0, 1));
}
