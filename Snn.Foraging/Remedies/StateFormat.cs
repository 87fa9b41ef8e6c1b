namespace Snn.Foraging.Remedies;

/// <summary>Arrays in what remedies save.</summary>
internal static class StateFormat
{
    /// <summary>Writes an array with its length.</summary>
    public static void Write(this BinaryWriter to, float[] values)
    {
        to.Write(values.Length);
        foreach (var value in values)
            to.Write(value);
    }

    /// <summary>Writes an array with its length.</summary>
    public static void Write(this BinaryWriter to, double[] values)
    {
        to.Write(values.Length);
        foreach (var value in values)
            to.Write(value);
    }

    /// <summary>Reads an array with its length.</summary>
    public static float[] ReadFloats(this BinaryReader from)
    {
        var values = new float[from.ReadInt32()];
        for (var k = 0; k < values.Length; k++)
            values[k] = from.ReadSingle();
        return values;
    }

    /// <summary>Reads an array with its length.</summary>
    public static double[] ReadDoubles(this BinaryReader from)
    {
        var values = new double[from.ReadInt32()];
        for (var k = 0; k < values.Length; k++)
            values[k] = from.ReadDouble();
        return values;
    }
}
