namespace Snn.Foraging.Experiments;

/// <summary>The closed range a numeric setting must lie in, and what usually goes wrong outside it.</summary>
/// <param name="min">Smallest legal value.</param>
/// <param name="max">Largest legal value.</param>
/// <param name="unit">Unit shown in messages and in the resolved TOML, for example <c>ms</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BoundAttribute(double min, double max, string unit = "") : Attribute
{
    /// <summary>Smallest legal value.</summary>
    public double Min => min;

    /// <summary>Largest legal value.</summary>
    public double Max => max;

    /// <summary>Unit, or empty for a pure number.</summary>
    public string Unit => unit;
}
