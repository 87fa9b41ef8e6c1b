using Snn.Core.Formats;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Networks;
using Snn.Core.Plasticity;
using Snn.Core.Recording;
using Snn.Core.Sleep;

namespace Snn.Core.Engines;

/// <summary>A network of one's own on the CPU.
/// <code>
///   var net = new Network();
///   var e = net.Lif("e", 80, new Lif());
///   net.Connect(e, e, Connectivity.FixedProbability(0.1), Distribution.Constant(0.2), delays: Distribution.Constant(1.5));
///   var sim = new Simulation(net, seed: 7);
///   sim.Record(e);
///   sim.Run(1000);
///   foreach (var spike in sim.Spikes(e)) ...
/// </code></summary>
public sealed class Simulation
{
    private readonly NetworkBody body;
    private readonly InputQueue queue = new();
    private readonly List<Spike>?[] records;
    private readonly List<WeightRecorder> weightRecorders = [];
    private long spikes;
    private long events;

    /// <summary>Compiles a network and sets it at time 0, in its first brain state.</summary>
    /// <param name="network">Description; what is added to it later is not seen.</param>
    /// <param name="seed">Seed of wiring, initial values, noise and Poisson spikes.</param>
    /// <exception cref="NetworkException">The network cannot be; the message says why.</exception>
    public Simulation(Network network, int seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        Compiled = NetworkCompiler.Compile(network, seed, NetworkBody.Words(network));
        State = Compiled.NewState();
        NetworkBody.Set(Compiled, State);
        body = new(Compiled.Body);
        records = new List<Spike>?[network.Populations.Count];
    }

    /// <summary>False to walk through empty windows instead of jumping over them: the same spikes, only later.</summary>
    public bool Jumps
    {
        get => body.Jumps != 0;
        init => body = body with { Jumps = value ? 1 : 0 };
    }

    /// <summary>The network as laid out in memory.</summary>
    public CompiledNetwork Compiled { get; }

    /// <summary>The memory of this simulation.</summary>
    public StateBlock State { get; }

    /// <summary>Time now, ms: always the start of a window.</summary>
    public double Time => State.Words[Head.Window] * (double)Compiled.WindowMs;

    /// <summary>Spikes of all populations so far.</summary>
    public long SpikeCount => spikes + State.Words[Head.Spikes];

    /// <summary>Synaptic events so far: spikes times the synapses that carried them.</summary>
    public long SynapticEvents => events + State.Words[Head.Events];

    /// <summary>The modulator that rewarded rules see from now on.</summary>
    public float Reward
    {
        get => State.Mem.F(Head.Reward);
        set => State.Mem.F(Head.Reward) = value;
    }

    /// <summary>Keeps a population's spikes from now on.</summary>
    public void Record(Population population) => records[Own(population)] ??= [];

    /// <summary>Keeps the weights of a projection from now on, whenever the number of windows is a multiple of <paramref name="everyWindows"/>.</summary>
    /// <exception cref="NetworkException">Recorded already, or not every so many windows.</exception>
    public void RecordWeights(Projection projection, int everyWindows)
    {
        _ = Own(projection);
        if (everyWindows < 1)
            throw new NetworkException($"{projection}: its weights every {everyWindows} windows; it must be at least 1");
        if (weightRecorders.Any(r => r.Projection == projection))
            throw new NetworkException($"{projection}: its weights are recorded already");
        weightRecorders.Add(new(projection, everyWindows));
    }

    /// <summary>The recorded weights of a projection, in order of time. Recordings are no part of a checkpoint.</summary>
    public IReadOnlyList<WeightSnapshot> WeightSnapshots(Projection projection) =>
        weightRecorders.FirstOrDefault(r => r.Projection == projection)?.Snapshots
        ?? throw new NetworkException($"the weights of {projection} are not recorded: call RecordWeights before Run");

    /// <summary>The recorded spikes of a population, in order of time. Recordings are no part of a checkpoint.</summary>
    public IReadOnlyList<Spike> Spikes(Population population) =>
        records[Own(population)] ?? throw new NetworkException($"the spikes of {population} are not recorded: call Record before Run");

    /// <summary>Empties all recordings.</summary>
    public void ForgetSpikes()
    {
        foreach (var record in records)
            record?.Clear();
    }

    /// <summary>Fires a volley as the coming window opens.</summary>
    /// <param name="input">An input population, at onset or not.</param>
    /// <param name="neurons">Its neurons that fire.</param>
    public void Fire(InputPopulation input, params ReadOnlySpan<int> neurons)
    {
        int index = Own(input);
        foreach (int neuron in neurons)
            queue.Add(new(State.Words[Head.Window], index, 0f, Checked(input, neuron)));
    }

    /// <summary>Fires one spike at a time to come.</summary>
    /// <param name="input">An input population that is not bound to onsets.</param>
    /// <param name="neuron">Its neuron that fires.</param>
    /// <param name="timeMs">When, ms from the start of the simulation; not before <see cref="Time"/>.</param>
    public void FireAt(InputPopulation input, int neuron, double timeMs)
    {
        int index = Own(input);
        if (input.AtOnset)
            throw new NetworkException($"{input} fires only as a window opens: call Fire, or make the input without atOnset");
        if (!(timeMs >= Time && timeMs / Compiled.WindowMs < int.MaxValue))
            throw new NetworkException($"{input}: a spike at {timeMs} ms; it is {Time} ms now, and only times to come can be commanded");
        float length = Compiled.WindowMs;
        int window = Math.Max((int)Math.Floor(timeMs / length), State.Words[Head.Window]);
        float offset = Math.Clamp((float)(timeMs - (window * (double)length)), 0f, MathF.BitDecrement(length));
        queue.Add(new(window, index, offset, Checked(input, neuron)));
    }

    /// <summary>Advances time to the first start of a window at or after so many ms from now.</summary>
    /// <param name="ms">How long, ms.</param>
    /// <exception cref="NetworkException">Activity has run away; the message says where.</exception>
    public void Run(double ms)
    {
        double windows = Math.Ceiling(ms / Compiled.WindowMs * (1 - 1e-6));
        if (!(ms >= 0 && windows + State.Words[Head.Window] < int.MaxValue))
            throw new NetworkException($"a run of {ms} ms from {Time} ms on; it must be positive and end before {int.MaxValue} windows of {Compiled.WindowMs} ms");
        RunWindows((int)windows);
    }

    /// <summary>Advances time by whole windows.</summary>
    /// <param name="windows">Number of windows.</param>
    public void RunWindows(int windows)
    {
        var mem = State.Mem;
        while (windows > 0)
        {
            int window = mem.I(Head.Window);
            mem.I(Head.Spikes) += queue.Deliver(Compiled, mem);
            int most = Math.Min(windows, queue.NextWindow - window);
            foreach (var recorder in weightRecorders)
                most = Math.Min(most, recorder.Until(window));
            windows -= body.Step<FlatMem, Solo, F8, F8, W16>(mem, default, most);
            Compiled.ThrowOnError(State);
            Note(mem, window);
            foreach (var recorder in weightRecorders)
                recorder.Look(this, mem.I(Head.Window));
        }
    }

    /// <summary>Begins a brain state now and stays in it; a schedule ends.</summary>
    public void Enter(BrainState state)
    {
        State.Words[Head.Episodes] = 0;
        EventLoop<FlatMem, Solo, F8, F8, W16>.Enter(State.Mem, default, Own(state));
    }

    /// <summary>Sets the sleep-wake alternation: brain states in turn, each for so many windows, over and over.</summary>
    public void Schedule(params ReadOnlySpan<(BrainState State, int Windows)> episodes)
    {
        if (episodes.Length is 0 or > Head.MaxEpisodes)
            throw new NetworkException($"a schedule of {episodes.Length} episodes; it has 1 to {Head.MaxEpisodes}");
        var entries = new (int, int)[episodes.Length];
        for (int e = 0; e < entries.Length; e++)
        {
            if (episodes[e].Windows < 1)
                throw new NetworkException($"brain state '{episodes[e].State.Name}' is scheduled for {episodes[e].Windows} windows; an episode lasts at least 1");
            entries[e] = (Own(episodes[e].State), episodes[e].Windows);
        }

        Alternation.Set(State.Mem, entries);
    }

    /// <summary>The synapses of a projection with their effective weights, source by source.</summary>
    public Synapse[] Weights(Projection projection)
    {
        var mem = State.Mem;
        int proj = Own(projection), sources = projection.Source.Size, stride = mem.I(proj, Proj.Stride), rows = mem.I(proj, Proj.Rows);
        var synapses = new List<Synapse>();
        for (int i = 0; i < sources; i++)
        {
            if (mem.I(proj, Proj.Packed) != 0)
            {
                foreach (var (at, target) in Synapses.PackedRows.Row(mem, proj, i))
                    synapses.Add(new(i, target, mem.F(at) * mem.F(mem.I(proj, Proj.Scale) + target)));
                continue;
            }

            int first = stride > 0 ? i * stride : mem.I(rows + i);
            int count = stride > 0 ? projection.Target.Size : mem.I(rows + sources + 1 + i);
            for (int s = first; s < first + count; s++)
            {
                int target = stride > 0 ? s - first : mem.I(mem.I(proj, Proj.Targets) + s);
                float weight = stride > 0 ? Freezing.Weight(mem, proj, i, target) : mem.F(mem.I(proj, Proj.Weights) + s) * mem.F(mem.I(proj, Proj.Scale) + target);
                synapses.Add(new(i, target, weight));
            }
        }

        return [.. synapses];
    }

    /// <summary>The effective weights of a projection, [source, target]; 0 where there is no synapse.</summary>
    public float[,] WeightMatrix(Projection projection)
    {
        ArgumentNullException.ThrowIfNull(projection);
        float[,] matrix = new float[projection.Source.Size, projection.Target.Size];
        foreach (var synapse in Weights(projection))
            matrix[synapse.Source, synapse.Target] = synapse.Weight;
        return matrix;
    }

    /// <summary>Writes a checkpoint: all that the future depends on, commanded spikes included.</summary>
    public void Save(Stream to)
    {
        var host = new MemoryStream();
        using (var writer = new BinaryWriter(host, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(spikes);
            writer.Write(events);
            queue.Save(writer);
        }

        Checkpoint.Write(to, State.Words[Head.Fingerprint], State.Bytes, host.ToArray());
    }

    /// <summary>Goes back, or on, to a checkpoint of this same network and seed. Recordings are left as they are.</summary>
    /// <exception cref="InvalidDataException">It is damaged or foreign; nothing has been changed.</exception>
    public void Load(Stream from)
    {
        var (state, host) = Checkpoint.Read(from, State.Words[Head.Fingerprint], State.Bytes.Length);
        using var reader = new BinaryReader(new MemoryStream(host));
        state.CopyTo(State.Bytes);
        spikes = reader.ReadInt64();
        events = reader.ReadInt64();
        queue.Load(reader);
    }

    /// <summary>Copies the spikes of a window that has just been solved, and empties counters before they are full.</summary>
    private void Note(FlatMem mem, int window)
    {
        for (int p = 0; p < records.Length; p++)
        {
            if (records[p] is not { } record)
                continue;
            int pop = Compiled.Of(Compiled.Network.Populations[p]), slot = SpikeList.Slot(mem, pop, window);
            int count = mem.I(SpikeList.WindowOf(slot)) == window ? mem.I(SpikeList.CountOf(slot)) : 0;
            for (int e = 0; e < count; e++)
                record.Add(new((window * (double)Compiled.WindowMs) + mem.F(SpikeList.TimesOf(slot) + e), mem.I(SpikeList.IdsOf(mem, pop, slot) + e)));
        }

        if (mem.I(Head.Events) > 1 << 29 || mem.I(Head.Spikes) > 1 << 29)
        {
            spikes += mem.I(Head.Spikes);
            events += mem.I(Head.Events);
            mem.I(Head.Spikes) = mem.I(Head.Events) = 0;
        }
    }

    private static int Checked(InputPopulation input, int neuron) =>
        neuron >= 0 && neuron < input.Size ? neuron : throw new NetworkException($"{input} has no neuron {neuron}; they are numbered 0 to {input.Size - 1}");

    private int Own(Population population)
    {
        ArgumentNullException.ThrowIfNull(population);
        return population.Index < records.Length && Compiled.Network.Populations[population.Index] == population
            ? population.Index
            : throw new NetworkException($"{population} is not of the network that is simulated");
    }

    private int Own(Projection projection)
    {
        ArgumentNullException.ThrowIfNull(projection);
        return projection.Index < Compiled.Network.Projections.Count && Compiled.Network.Projections[projection.Index] == projection
            ? Compiled.Of(projection)
            : throw new NetworkException($"{projection} is not of the network that is simulated");
    }

    private int Own(BrainState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Index < Compiled.Network.States.Count && Compiled.Network.States[state.Index] == state
            ? state.Index
            : throw new NetworkException($"brain state '{state.Name}' is not of the network that is simulated");
    }
}

/// <summary>A spike.</summary>
/// <param name="TimeMs">When, ms from the start of the simulation.</param>
/// <param name="Neuron">Which neuron of its population.</param>
public readonly record struct Spike(double TimeMs, int Neuron);

/// <summary>A synapse.</summary>
/// <param name="Source">Neuron that it comes from.</param>
/// <param name="Target">Neuron that it goes to.</param>
/// <param name="Weight">Effective weight now.</param>
public readonly record struct Synapse(int Source, int Target, float Weight);
