using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Snn.Core.Memory;

/// <summary>
/// A view of a <see cref="StateBlock"/> for the CPU engine. It holds a reference and not a pointer: whoever holds the view
/// keeps the block alive.
/// </summary>
public readonly ref struct FlatMem : IMem
{
    private readonly ref int words;

    internal FlatMem(ref int words) => this.words = ref words;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float F(int at) => ref Unsafe.As<int, float>(ref Unsafe.Add(ref words, (uint)at));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref int I(int at) => ref Unsafe.Add(ref words, (uint)at);

    /// <inheritdoc/>
    /// <remarks>Nothing: a processor sees by itself what is read next.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int at)
    {
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float F(int at, int k) => ref Unsafe.Add(ref F(at), k);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref int I(int at, int k) => ref Unsafe.Add(ref I(at), k);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Increment(int at) => I(at)++;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Scatter(int sums, int targets, int values, int width)
    {
        ref float to = ref F(sums);
        ref int at = ref I(targets);
        ref float value = ref F(values);
        if (width == 4)
        {
            for (int k = 0; k < 4; k++)
                Unsafe.Add(ref to, (uint)Unsafe.Add(ref at, k)) += Unsafe.Add(ref value, k);
            return;
        }

        for (int k = 0; k < width; k += 8)
        {
            Unsafe.Add(ref to, (uint)Unsafe.Add(ref at, k)) += Unsafe.Add(ref value, k);
            Unsafe.Add(ref to, (uint)Unsafe.Add(ref at, k + 1)) += Unsafe.Add(ref value, k + 1);
            Unsafe.Add(ref to, (uint)Unsafe.Add(ref at, k + 2)) += Unsafe.Add(ref value, k + 2);
            Unsafe.Add(ref to, (uint)Unsafe.Add(ref at, k + 3)) += Unsafe.Add(ref value, k + 3);
            Unsafe.Add(ref to, (uint)Unsafe.Add(ref at, k + 4)) += Unsafe.Add(ref value, k + 4);
            Unsafe.Add(ref to, (uint)Unsafe.Add(ref at, k + 5)) += Unsafe.Add(ref value, k + 5);
            Unsafe.Add(ref to, (uint)Unsafe.Add(ref at, k + 6)) += Unsafe.Add(ref value, k + 6);
            Unsafe.Add(ref to, (uint)Unsafe.Add(ref at, k + 7)) += Unsafe.Add(ref value, k + 7);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Or(int at, int bits) => I(at) |= bits;
}

/// <summary>The memory of one trial: zeroed, aligned to a cache line, never moved. Its bytes are a checkpoint.</summary>
public sealed unsafe class StateBlock
{
    private const int Line = 16;
    private readonly int[] words;
    private readonly int first;

    /// <summary>Takes the memory.</summary>
    /// <param name="length">Number of 32-bit words.</param>
    public StateBlock(int length)
    {
        Length = length;
        words = GC.AllocateArray<int>(length + Line, pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(words));
        first = (int)(((-address) & (Line * sizeof(int) - 1)) / sizeof(int));
    }

    /// <summary>Number of 32-bit words.</summary>
    public int Length { get; }

    /// <summary>The view that simulation code takes.</summary>
    public FlatMem Mem => new(ref words[first]);

    /// <summary>All words.</summary>
    public Span<int> Words => words.AsSpan(first, Length);

    /// <summary>All bytes.</summary>
    public Span<byte> Bytes => MemoryMarshal.AsBytes(Words);
}
