using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Snn.Core.Memory;

/// <summary>A view of a <see cref="StateBlock"/> for the CPU engine. Valid while the block is alive.</summary>
public readonly unsafe struct FlatMem : IMem
{
    private readonly int* words;

    internal FlatMem(int* words) => this.words = words;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref float F(int at) => ref *(float*)(words + (uint)at);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref int I(int at) => ref *(words + (uint)at);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Increment(int at) => words[at]++;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Scatter(int sums, int targets, int values, int width)
    {
        float* to = (float*)(words + (uint)sums);
        int* at = words + (uint)targets;
        float* value = (float*)(words + (uint)values);
        if (width == 1)
        {
            to[(uint)at[0]] += value[0];
            return;
        }

        for (int k = 0; k < width; k += 8)
        {
            to[(uint)at[k]] += value[k];
            to[(uint)at[k + 1]] += value[k + 1];
            to[(uint)at[k + 2]] += value[k + 2];
            to[(uint)at[k + 3]] += value[k + 3];
            to[(uint)at[k + 4]] += value[k + 4];
            to[(uint)at[k + 5]] += value[k + 5];
            to[(uint)at[k + 6]] += value[k + 6];
            to[(uint)at[k + 7]] += value[k + 7];
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Or(int at, int bits) => words[at] |= bits;
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
        Mem = new((int*)Unsafe.AsPointer(ref words[first]));
    }

    /// <summary>Number of 32-bit words.</summary>
    public int Length { get; }

    /// <summary>The view that simulation code takes.</summary>
    public FlatMem Mem { get; }

    /// <summary>All words.</summary>
    public Span<int> Words => words.AsSpan(first, Length);

    /// <summary>All bytes.</summary>
    public Span<byte> Bytes => MemoryMarshal.AsBytes(Words);
}
