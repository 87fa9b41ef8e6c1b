using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Runtime;
using Snn.Core.Engines;
using Snn.Core.Memory;

namespace Snn.Gpu;

/// <summary>Some words of a trial that are wanted here.</summary>
/// <param name="Slot">Where the trial lies.</param>
/// <param name="At">Address of the first, in its block there and here.</param>
/// <param name="Length">How many.</param>
/// <param name="To">The block that takes them.</param>
public readonly record struct Cargo(int Slot, int At, int Length, StateBlock To);

/// <summary>One way to and from a <see cref="TrialBatch{TBody}"/>: a stream and staging memory of its own, for one thread at a time. What is asked of
/// one flight is done in that order. Flights know nothing of each other: while one carries words, or is idle because its host has something else to
/// do, the trials of another are advanced. At no time may two of them have to do with the same slot.</summary>
/// <typeparam name="TBody">What drives the networks.</typeparam>
public sealed class Flight<TBody> : IDisposable
    where TBody : unmanaged, ITrialBody
{
    private readonly TrialBatch<TBody> batch;
    private readonly AcceleratorStream stream;
    private readonly ArrayView<int> heads;
    private readonly ArrayView<Errand<TBody>> errands;
    private readonly Memory<int> staging;

    internal Flight(TrialBatch<TBody> batch, AcceleratorStream stream, ArrayView<int> heads, ArrayView<Errand<TBody>> errands, Memory<int> staging)
    {
        this.batch = batch;
        this.stream = stream;
        this.heads = heads;
        this.errands = errands;
        this.staging = staging;
    }

    /// <summary>Begins to put a block into a slot. It must stay as it is until <see cref="Wait"/>.</summary>
    public void Put(int slot, StateBlock block)
    {
        ArgumentNullException.ThrowIfNull(block);
        batch.View(slot, 0, block.Length).CopyFromCPUUnsafeAsync(stream, ref block.Words[0], block.Length);
    }

    /// <summary>Begins to copy one slot to another, on the device.</summary>
    public void Copy(int from, int to) => batch.Slot(from).CopyTo(stream, batch.Slot(to));

    /// <summary>Waits for what has been begun.</summary>
    public void Wait() => stream.Synchronize();

    /// <summary>Fetches words and waits for them: as many at once as the staging memory takes.</summary>
    public void Fetch(IEnumerable<Cargo> wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        List<Cargo> aboard = [];
        int used = 0;
        foreach (var cargo in wanted)
        {
            if (used + cargo.Length > staging.Length)
                Unload();
            batch.View(cargo.Slot, cargo.At, cargo.Length).CopyToCPUUnsafeAsync(stream, ref staging.Span[used], cargo.Length);
            aboard.Add(cargo);
            used += cargo.Length;
        }

        Unload();

        void Unload()
        {
            Wait();
            int from = 0;
            foreach (var cargo in aboard)
            {
                staging.Span.Slice(from, cargo.Length).CopyTo(cargo.To.Words[cargo.At..]);
                from += cargo.Length;
            }

            aboard.Clear();
            used = 0;
        }
    }

    /// <summary>Does errands side by side and waits for them.</summary>
    /// <param name="what">The errands, each on a slot of its own.</param>
    /// <param name="exchanged">For each, the first words of its block, before and after.</param>
    public void Run(ReadOnlySpan<Errand<TBody>> what, Span<int> exchanged)
    {
        var words = staging.Span[..exchanged.Length];
        var list = MemoryMarshal.Cast<int, Errand<TBody>>(staging.Span[exchanged.Length..]);
        exchanged.CopyTo(words);
        what.CopyTo(list);
        ArrayView<int> there = heads.SubView(0, words.Length);
        ArrayView<Errand<TBody>> tasks = errands.SubView(0, what.Length);
        tasks.CopyFromCPUUnsafeAsync(stream, ref list[0], what.Length);
        there.CopyFromCPUUnsafeAsync(stream, ref words[0], words.Length);
        batch.Launch(stream, there, tasks);
        there.CopyToCPUUnsafeAsync(stream, ref words[0], words.Length);
        Wait();
        words.CopyTo(exchanged);
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
