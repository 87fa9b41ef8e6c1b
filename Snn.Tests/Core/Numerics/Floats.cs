using System.Runtime.CompilerServices;
using Snn.Core.Memory;

namespace Snn.Tests.Core.Numerics;

/// <summary>An array as memory that lanes load from.</summary>
internal static class Floats
{
    public static FlatMem Of(float[] array) => new(ref Unsafe.As<float, int>(ref array[0]));
}
