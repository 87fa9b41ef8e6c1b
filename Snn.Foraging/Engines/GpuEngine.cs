using System.Collections.Concurrent;
using ILGPU.Runtime.Cuda;
using Snn.Core.Engines;
using Snn.Core.Memory;
using Snn.Foraging.Agent;
using Snn.Gpu;

namespace Snn.Foraging.Engines;

/// <summary>A device that advances many agents side by side, each in a slot of its memory for as long as its phase lasts. Beside it lies a slot for
/// its frozen tests, which run on a copy as they do on the CPU. Each of its workers has a flight in the air with agents of its own, so that the device
/// advances those of one while the words of another are fetched and the host does what is to be done with them.</summary>
internal sealed class GpuEngine : IEngine
{
    /// <summary>Movement cycles of one launch: a tenth of a second on a busy card.</summary>
    public const int Launch = 2_000;

    /// <summary>Flights: one that is advanced while the other is at home.</summary>
    public const int Flights = 2;

    // With so many agents an H100 gained from fewer registers a thread and more threads at once, and from larger squads (docs/performance.md).
    private const int Many = 4_096;

    // With so many agents for each of its multiprocessors it gained from squads at all.
    private const int Crowd = 6;

    // A kernel is compiled in half a minute, more where the machine is busy.
    private static readonly TimeSpan Compilation = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<Forager, int> places = [];
    private readonly ConcurrentDictionary<Stretch, Held> begun = []; // and not yet ended
    private readonly ConcurrentStack<int> free;
    private readonly BlockingCollection<Flight<ForagerBody>> atHome;
    private readonly SharedClock clock;
    private readonly DeviceThreads threads;
    private readonly OpenDevice device;
    private readonly TrialBatch<ForagerBody> batch;
    private readonly TimeSpan patience;
    private readonly int shared;
    private readonly int launch;

    /// <summary>Opens a device, takes memory and compiles the kernel.</summary>
    /// <param name="devices">All devices.</param>
    /// <param name="chosen">The one.</param>
    /// <param name="request">What is asked of it.</param>
    /// <exception cref="EngineLostException">It cannot be had.</exception>
    public GpuEngine(GpuDevices devices, GpuDevice chosen, GpuRequest request)
    {
        patience = request.Patience;
        shared = request.Shared;
        launch = request.Launch;
        clock = new(request.Clock);
        Device = chosen.Name;
        Workers = chosen.Kind == GpuKind.OpenCl ? 1 : Flights;
        HostThreads = request.HostThreads;
        threads = new(chosen.Name, Flights);
        try
        {
            (device, batch, Room) = threads.Do(Compilation, () => Open(devices, chosen, request));
        }
        catch
        {
            threads.Dispose();
            throw;
        }

        Bytes = Room * BytesOf(request);
        free = new(Enumerable.Range(0, Room).Reverse());
        atHome = [.. batch.Flights];
    }

    /// <inheritdoc/>
    public string Name => "gpu";

    /// <inheritdoc/>
    public string Device { get; }

    /// <summary>Flights in the air at once. With one the device stands still while it is at home: so it is with OpenCL cards, since OpenCL does not say
    /// what two queues may do with one buffer.</summary>
    public int Workers { get; set; }

    /// <inheritdoc/>
    public int HostThreads { get; }

    /// <inheritdoc/>
    public int Room { get; }

    /// <summary>Device memory taken.</summary>
    public long Bytes { get; }

    /// <summary>Device memory that one agent takes.</summary>
    public static long BytesOf(GpuRequest request) => 2 * TrialBatch<ForagerBody>.BytesOf(request.Length, request.Shared, Flights);

    /// <summary>This machine's memory that one agent takes: its block, the image it was born from, and the weights that its phase keeps. What a checkpoint
    /// takes is soon let go of.</summary>
    public static long HostBytesOf(GpuRequest request) => (8L * request.Length) + request.Kept;

    /// <summary>Agents for which this machine has memory: half of it, since a collector that gives memory back in time needs as much again.</summary>
    public static long HostRoom(GpuRequest request) => Math.Max(1, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 / HostBytesOf(request));

    /// <inheritdoc/>
    public void Run(IReadOnlyList<Stretch> stretches)
    {
        int[] before = [.. stretches.Select(s => s.Lived)];
        double seconds = Fly(flight => Live(flight, stretches));
        double cycles = Math.Max(1, stretches.Index().Sum(s => (long)(s.Item.Lived - before[s.Index])));
        foreach (var (n, stretch) in stretches.Index())
            stretch.Seconds += seconds * (stretch.Lived - before[n]) / cycles;
    }

    /// <inheritdoc/>
    public void Release(Forager agent)
    {
        if (places.TryRemove(agent, out int place))
            free.Push(place);
    }

    /// <summary>Measures how many cycles it lives in a second with so many agents side by side, in one flight: copies of one that from now on have
    /// a seed, and so a life, of their own.</summary>
    public double CyclesPerSecond(Forager agent, int agents, int cycles)
    {
        var what = new Errand<ForagerBody>[agents];
        int[] heads = HeadsWithSeedsOfTheirOwn(agent.Block.Words[..shared], agents);
        for (int k = 0; k < agents; k++)
            what[k] = new(agent.Body, 2 * k, cycles);

        Fly(flight => threads.Do(patience, () =>
        {
            flight.Put(0, agent.Block);
            for (int k = 1; k < agents; k++)
                flight.Copy(0, 2 * k);
            flight.Run(what, heads);
        }));
        return (double)agents * cycles / Fly(flight => threads.Do(patience, () => flight.Run(what, heads)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            threads.Do(patience, () =>
            {
                batch.Dispose();
                device.Dispose();
            });
        }
        catch (EngineLostException)
        {
            // What no longer answers cannot be given back.
        }

        threads.Dispose();
        atHome.Dispose();
    }

    /// <summary>First words of so many copies of an agent, each with another seed: copies that live one life would run the same instructions at the
    /// same time, as no experiment does, and blocks of them would look twice as fast.</summary>
    internal static int[] HeadsWithSeedsOfTheirOwn(ReadOnlySpan<int> head, int agents)
    {
        int[] heads = new int[agents * head.Length];
        for (int k = 0; k < agents; k++)
        {
            head.CopyTo(heads.AsSpan(k * head.Length));
            heads[(k * head.Length) + Head.Seed] += k;
        }

        return heads;
    }

    // Has something done on a flight that is at home; tells what of the device's time that took.
    private double Fly(Action<Flight<ForagerBody>> action)
    {
        var flight = atHome.Take();
        double entered = clock.Enter(), seconds;
        try
        {
            action(flight);
        }
        finally
        {
            seconds = clock.Leave(entered);
            atHome.Add(flight);
        }

        return seconds;
    }

    private void Live(Flight<ForagerBody> flight, IReadOnlyList<Stretch> stretches)
    {
        List<Held> arrived = [.. stretches.Where(s => !begun.ContainsKey(s)).Select(s => new Held(s, places.GetValueOrDefault(s.Agent, -1), shared))];
        foreach (var errand in arrived)
        {
            begun[errand.Stretch] = errand;
            if (errand.Place < 0)
                places[errand.Stretch.Agent] = errand.Place = TakePlace();
        }

        threads.Do(patience, () =>
        {
            arrived.ForEach(e => Bring(flight, e));
            flight.Wait();
        });
        List<Held> errands = [.. stretches.Select(s => begun[s])];
        while (errands.All(e => e.Left > 0))
            Advance(flight, errands);
        List<Held> ended = [.. errands.Where(e => e.Left == 0)];
        threads.Do(patience, () => flight.Fetch(ended.SelectMany(CargoOf)));
        ended.ForEach(e => begun.TryRemove(e.Stretch, out _));
    }

    private int TakePlace() => free.TryPop(out int place) ? place : throw new InvalidOperationException($"more than {Room} agents at once");

    private static void Bring(Flight<ForagerBody> flight, Held errand)
    {
        if (errand.IsNew || errand.Stretch.Changed)
            flight.Put(2 * errand.Place, errand.Stretch.Agent.Block);
        if (errand.Stretch.Test is not null)
            flight.Copy(2 * errand.Place, errand.Slot);
    }

    // One launch.
    private void Advance(Flight<ForagerBody> flight, List<Held> busy)
    {
        var what = new Errand<ForagerBody>[busy.Count];
        var heads = new int[busy.Count * shared];
        for (int k = 0; k < busy.Count; k++)
        {
            what[k] = new(busy[k].Stretch.Agent.Body, busy[k].Slot, Math.Min(busy[k].Left, launch));
            busy[k].Block.Words[..shared].CopyTo(heads.AsSpan(k * shared));
        }

        threads.Do(patience, () => flight.Run(what, heads));
        for (int k = 0; k < busy.Count; k++)
        {
            heads.AsSpan(k * shared, shared).CopyTo(busy[k].Block.Words);
            busy[k].Lived(what[k].Windows);
        }
    }

    private IEnumerable<Cargo> CargoOf(Held errand)
    {
        var block = errand.Stretch.Agent.Block;
        return errand.Stretch.Home switch
        {
            Home.State => [new(2 * errand.Place, shared, block.Length - shared, block)],
            Home.Weights => errand.Stretch.Agent.WeightWords.Select(w => new Cargo(2 * errand.Place, w.At, w.Length, block)),
            _ => [],
        };
    }

    // What fails on the way gives back what it took.
    private static (OpenDevice Device, TrialBatch<ForagerBody> Memory, int Room) Open(GpuDevices devices, GpuDevice chosen, GpuRequest request)
    {
        var device = devices.Open(chosen);
        try
        {
            device.GroupSize = request.GroupSize ?? device.GroupSize;
            var (memory, room) = Take(device, request);
            return (device, memory, room);
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    // As many agents as fit: into the device's memory, and into this machine's.
    private static (TrialBatch<ForagerBody> Memory, int Room) Take(OpenDevice device, GpuRequest request)
    {
        long there = device.Accelerator is CudaAccelerator card ? card.GetFreeMemory() / 10 * 9
            : device.Device.Kind == GpuKind.OpenCl ? device.Device.Memory / 10 * 7
            : device.Device.Memory / 4;
        long room = Math.Min(request.Agents, Math.Min(there / BytesOf(request), HostRoom(request)));
        return Most((int)Math.Max(1, room), Memory, $"{device.Device.Name} has no memory free for one agent of {BytesOf(request):N0} bytes");

        TrialBatch<ForagerBody> Memory(int agents)
        {
            device.Resident = request.Resident ?? (agents < Many ? 512 : 1_024);
            if (device.Device.Kind == GpuKind.Cuda || request.Squad is not null)
                (device.Squad, device.Crowd) = request.Squad is int squad ? (squad, 0) : (agents < Many ? 4 : 8, Crowd);
            return new(device, 2 * agents, request.Length, request.Shared, Flights);
        }
    }

    /// <summary>Takes memory for so many agents, or for half of them as often as it is refused.</summary>
    /// <param name="slots">Agents.</param>
    /// <param name="take">Takes it; refuses with an <see cref="InsufficientMemoryException"/>.</param>
    /// <param name="none">What is said when not even one fits.</param>
    internal static (T Memory, int Slots) Most<T>(int slots, Func<int, T> take, string none)
    {
        for (; ; slots /= 2)
        {
            try
            {
                return (take(slots), slots);
            }
            catch (InsufficientMemoryException e)
            {
                if (slots == 1)
                    throw new EngineLostException(none, e);
            }
        }
    }

    /// <summary>A stretch while the device has it.</summary>
    private sealed class Held
    {
        private int place;

        public Held(Stretch stretch, int place, int shared)
        {
            Stretch = stretch;
            this.place = place;
            Block = stretch.Test is null ? stretch.Agent.Block : new StateBlock(shared);
            if (stretch.Test is int task)
                stretch.Agent.StartTest(Block, task);
        }

        public Stretch Stretch { get; }

        public bool IsNew { get; private set; }

        public int Place
        {
            get => place;
            set => (place, IsNew) = (value, true);
        }

        public int Slot => (2 * place) + (Stretch.Test is null ? 0 : 1);

        public int Left => Stretch.Cycles - Stretch.Lived;

        /// <summary>The words that go to and fro: the agent's own block, or the first ones of its test.</summary>
        public StateBlock Block { get; }

        public void Lived(int cycles)
        {
            Stretch.Lived += cycles;
            if (Stretch.Test is null)
                Stretch.Agent.Lived();
            else if (Left == 0)
                Stretch.Result = Stretch.Agent.ResultOf(Block, Stretch.Cycles);
        }
    }
}

/// <summary>What is asked of a device.</summary>
internal sealed record GpuRequest
{
    /// <summary>Agents that could be advanced side by side; there will be fewer if memory is short.</summary>
    public required int Agents { get; init; }

    /// <summary>Words of the largest agent.</summary>
    public required int Length { get; init; }

    /// <summary>First words of an agent that go to and fro with each launch, see <see cref="Forager.Shared"/>.</summary>
    public required int Shared { get; init; }

    /// <summary>Bytes of weights that an agent's phase keeps on the host, at most.</summary>
    public long Kept { get; init; }

    /// <summary>Threads for what the host does between launches.</summary>
    public int HostThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>Threads that advance one agent; null for what suits the device.</summary>
    public int? GroupSize { get; init; }

    /// <summary>See <see cref="OpenDevice.Squad"/>; null for what suits the device and the number of agents in a launch.</summary>
    public int? Squad { get; init; }

    /// <summary>See <see cref="OpenDevice.Resident"/>; null for what suits the number of agents there is room for.</summary>
    public int? Resident { get; init; }

    /// <summary>Movement cycles of one launch.</summary>
    public int Launch { get; init; } = GpuEngine.Launch;

    /// <summary>Time after which a launch counts as hung.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>What tells the time that agents have taken.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
