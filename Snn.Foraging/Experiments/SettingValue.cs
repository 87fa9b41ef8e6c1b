using System.Globalization;

namespace Snn.Foraging.Experiments;

/// <summary>A setting's value between TOML and its record: type and range are checked here, once for all keys.</summary>
internal static class SettingValue
{
    /// <summary>Checks a TOML value and converts it to the type of its property.</summary>
    public static object Read(SettingKey key, object? value, string source)
    {
        var type = key.Property.PropertyType;
        if (type == typeof(bool))
            return value as bool? ?? throw Wrong(key, value, source, "must be true or false, without quotes");

        if (type.IsEnum)
        {
            var names = Enum.GetNames(type).ToDictionary(SettingKeys.Snake);
            return value is string name && names.TryGetValue(name, out var known)
                ? Enum.Parse(type, known)
                : throw Wrong(key, value, source, $"must be one of {string.Join(", ", names.Keys.Select(n => $"\"{n}\""))}");
        }

        if (value is string text && double.TryParse(text, CultureInfo.InvariantCulture, out var written) && !double.IsFinite(written))
            value = written; // NaN and Infinity, which TOML writes nan and inf
        if (value is double and not (> double.NegativeInfinity and < double.PositiveInfinity))
            throw Wrong(key, value, source, "must be a finite number; usual cause: a division by zero in whatever wrote it");
        if (type == typeof(int) && value is not long)
            throw Wrong(key, value, source, "must be a whole number; usual cause: quotes, a decimal point or an exponent (write 800_000, not 8e5)");
        if (value is not (long or double))
            throw Wrong(key, value, source, "must be a number; usual cause: quotes or a decimal comma");
        var number = Convert.ToDouble(value, CultureInfo.InvariantCulture);
        if (key.Bound is { } bound && (number < bound.Min || number > bound.Max))
            throw Wrong(key, value, source, $"must lie in {Write(bound.Min)} to {Write(bound.Max)}{Unit(bound)}; usual cause: {Cause(bound)}");
        return type == typeof(int) ? (object)checked((int)(long)value) : number;
    }

    /// <summary>Writes a value so that it reads back to the same bits.</summary>
    public static string Write(object value) => value switch
    {
        bool b => b ? "true" : "false",
        Enum e => $"\"{SettingKeys.Snake(e.ToString())}\"",
        double d => d.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Unit(BoundAttribute bound) => bound.Unit.Length == 0 ? "" : $" {bound.Unit}";

    private static string Cause(BoundAttribute bound) => bound.Unit switch
    {
        "ms" => "a time in seconds",
        "cycles" => "a length in aeons (100 cycles) or milliseconds",
        "spikes/cycle" => "a rate in Hz",
        "" => "a percentage, or a value on another scale",
        _ => "a slip of a digit",
    };

    private static UserErrorException Wrong(SettingKey key, object? value, string source, string constraint) =>
        new($"{source}: {key.FullName} is {ExperimentReader.Kind(value)} but {constraint}");
}
