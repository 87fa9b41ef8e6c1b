using System.Runtime.CompilerServices;

namespace Snn.Core.Numerics;

/// <summary>Bits that are set, counted with what kernels have, too.</summary>
internal static class Ones
{
    /// <summary>Their number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Count(int bits)
    {
        bits -= bits >> 1 & 0x55555555;
        bits = (bits & 0x33333333) + (bits >> 2 & 0x33333333);
        return ((bits + (bits >> 4)) & 0x0f0f0f0f) * 0x01010101 >> 24;
    }
}
