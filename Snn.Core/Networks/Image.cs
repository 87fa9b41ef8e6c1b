namespace Snn.Core.Networks;

/// <summary>The memory of a network while it is being laid out: a growing block in which every array starts on a cache line.</summary>
internal sealed class Image
{
    private const int Line = 16;
    private readonly List<(int At, int Length)> scratch = [];
    private int[] words = new int[1 << 14];

    /// <summary>Words taken so far.</summary>
    public int Length { get; private set; }

    /// <summary>Takes zeroed words and returns their address.</summary>
    public int Take(long count)
    {
        int at = Length;
        long end = (at + count + Line - 1) / Line * Line;
        if (end > int.MaxValue / 8)
            throw new NetworkException($"the network needs more than {int.MaxValue / 8L * 4 >> 20} MiB; one trial's memory is one block of at most that");
        Length = (int)end;
        if (Length > words.Length)
            Array.Resize(ref words, Math.Max(Length, words.Length * 2));
        return at;
    }

    /// <summary>Takes words that carry nothing from one window to the next, whatever is left in them: threads may leave it in any order.</summary>
    public int Scratch(long count)
    {
        int at = Take(count);
        scratch.Add((at, Length - at));
        return at;
    }

    /// <summary>Scratch taken so far: addresses and lengths.</summary>
    public IReadOnlyList<(int At, int Length)> ScratchRanges => scratch;

    /// <summary>A word. A property, not a reference: taking more words may move the block.</summary>
    public int this[int at]
    {
        get => words[at];
        set => words[at] = value;
    }

    /// <summary>Writes a float.</summary>
    public void F(int at, double value) => words[at] = BitConverter.SingleToInt32Bits((float)value);

    /// <summary>Reads a float.</summary>
    public float F(int at) => BitConverter.Int32BitsToSingle(words[at]);

    /// <summary>Takes an array of equal floats, followed by zeros to whole lanes.</summary>
    public int Floats(int count, double value)
    {
        int at = Take(count + Line);
        for (int i = 0; i < count; i++)
            F(at + i, value);
        return at;
    }

    /// <summary>Takes an array and fills it.</summary>
    public int Ints(IReadOnlyList<int> values)
    {
        int at = Take(values.Count);
        for (int i = 0; i < values.Count; i++)
            words[at + i] = values[i];
        return at;
    }

    /// <summary>All words.</summary>
    public ReadOnlySpan<int> Words => words.AsSpan(0, Length);
}
