using System.Reflection;

namespace Snn.Foraging.Remedies;

/// <summary>A remedy as a word of the phase language.</summary>
/// <param name="Facts">What it is called and needs.</param>
/// <param name="Type">The class.</param>
internal sealed record RemedyKind(RemedyAttribute Facts, Type Type)
{
    /// <summary>All remedies: every class with the attribute, here or in a program that builds on this one, in order of their names.</summary>
    public static IReadOnlyList<RemedyKind> All { get; } =
        [.. AppDomain.CurrentDomain.GetAssemblies().Where(BuildsOnThis).SelectMany(a => a.GetTypes())
            .Select(t => (Type: t, Facts: t.GetCustomAttribute<RemedyAttribute>())).Where(t => t.Facts is not null)
            .Select(t => new RemedyKind(t.Facts!, t.Type)).OrderBy(k => k.Name, StringComparer.Ordinal)];

    /// <summary>Its word.</summary>
    public string Name => Facts.Name;

    /// <summary>True if a number stands behind the word.</summary>
    public bool HasValue => Facts.Value.Length > 0;

    /// <summary>The remedy of a word; null if there is none.</summary>
    public static RemedyKind? Of(string name) => All.FirstOrDefault(k => k.Name == name);

    /// <summary>A new one.</summary>
    public IRemedy New(double value) => (IRemedy)Activator.CreateInstance(Type, HasValue ? [value] : null)!;

    private static bool BuildsOnThis(Assembly a)
    {
        var name = typeof(RemedyKind).Assembly.GetName().Name;
        return !a.IsDynamic && (a == typeof(RemedyKind).Assembly || a.GetReferencedAssemblies().Any(r => r.Name == name));
    }
}

/// <summary>A remedy as it stands in a phase.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Value">Its value; 0 for one without.</param>
internal sealed record RemedyWord(RemedyKind Kind, double Value);
