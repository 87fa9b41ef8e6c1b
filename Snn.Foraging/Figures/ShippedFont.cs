using System.Reflection;
using ScottPlot;
using SkiaSharp;

namespace Snn.Foraging.Figures;

/// <summary>The font that figures are lettered in, carried inside the program.
/// On a machine without fonts ScottPlot leaves out all text and says nothing.</summary>
public sealed class ShippedFont : IFontResolver
{
    /// <summary>Name under which ScottPlot finds the font; no system font has it.</summary>
    public const string Name = "Snn DejaVu Sans";

    private static readonly Lazy<ShippedFont> Registered = new(Register);
    private readonly SKTypeface regular = Load("DejaVuSans-subset.ttf");
    private readonly SKTypeface bold = Load("DejaVuSans-Bold-subset.ttf");

    private ShippedFont() { }

    /// <summary>Makes the font ScottPlot's default. Calling it again does nothing; call it before the first plot is made.</summary>
    public static void Use() => _ = Registered.Value;

    /// <summary>The typeface itself, for text drawn beside the plots.</summary>
    public static SKTypeface Typeface(bool bold) => bold ? Registered.Value.bold : Registered.Value.regular;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName != Name ? null : weight >= FontWeight.SemiBold ? bold : regular;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        CreateTypeface(fontName, bold ? FontWeight.Bold : FontWeight.Normal, FontSlant.Upright, FontSpacing.Normal);

    private static ShippedFont Register()
    {
        var font = new ShippedFont();
        ScottPlot.Fonts.FontResolvers.Insert(0, font);
        ScottPlot.Fonts.Default = Name;
        ScottPlot.Fonts.Sans = Name;
        return font;
    }

    private static SKTypeface Load(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Fonts/" + file)
            ?? throw new InvalidOperationException($"font {file} is not in the program: the build left out Figures/Fonts");
        return SKTypeface.FromStream(stream)
            ?? throw new InvalidOperationException($"font {file} in the program cannot be read");
    }
}
