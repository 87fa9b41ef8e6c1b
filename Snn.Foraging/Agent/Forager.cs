using System.Buffers.Binary;
using System.Runtime.Intrinsics;
using Snn.Core.Engines;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Networks;
using Snn.Core.Plasticity;
using Snn.Core.Sleep;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Foraging.World;

namespace Snn.Foraging.Agent;

/// <summary>One agent's whole life: a network, its world, and where it is in its protocol, as one flat block of memory.</summary>
public sealed partial class Forager
{
    private const int Chunk = 200_000;

    /// <summary>Length of an episode that nothing alternates with.</summary>
    private const int Endless = 1 << 30;
    private readonly Experiment experiment;
    private readonly ForagerNetwork network;
    private readonly CompiledNetwork compiled;
    private readonly ForagerBody body;
    private readonly StateBlock state;
    private readonly int lifeSeed;
    private readonly int networkSeed;

    /// <summary>A new-born agent.</summary>
    /// <param name="experiment">Settings; must be valid.</param>
    /// <param name="networkSeed">Wiring, initial weights, unsupervised phase.</param>
    /// <param name="lifeSeed">World, noise and policy after it.</param>
    public Forager(Experiment experiment, int networkSeed, int lifeSeed)
        : this(experiment, networkSeed, lifeSeed, kept: null)
    {
    }

    private Forager(Experiment experiment, int networkSeed, int lifeSeed, Survivors? kept)
    {
        this.experiment = experiment;
        this.networkSeed = networkSeed;
        this.lifeSeed = lifeSeed;
        network = new(experiment, kept);
        int world = Grid.Words(experiment.World), experiences = Experiences.Words(experiment.Experiences, experiment.Learning.TraceCycles, network.Eyes.Size);
        int predictor = experiment.Wonders ? Predictor.Words(network.Eyes.Size) : 0;
        compiled = NetworkCompiler.Compile(network.Net, networkSeed, ForagerBody.Size + world + experiences + predictor);
        body = new(compiled.Body, compiled.Of(network.Eyes), compiled.Of(network.Motor));
        state = compiled.NewState();
        var mem = state.Mem;
        new Grid(body.At + ForagerBody.Size).Set(mem, experiment.World);
        mem.I(body.At + ForagerBody.Store) = body.At + ForagerBody.Size + world;
        mem.I(body.At + ForagerBody.Steps) = experiment.Learning.TraceCycles;
        mem.I(body.At + ForagerBody.Predicting) = body.At + ForagerBody.Size + world + experiences;
        mem.I(body.At + ForagerBody.World) = ForagerBody.Asleep;
        mem.I(body.At + ForagerBody.X) = mem.I(body.At + ForagerBody.Y) = experiment.World.Size / 2;
        mem.F(body.At + ForagerBody.Exploration) = (float)experiment.Learning.Exploration;
        mem.F(body.At + ForagerBody.BaselineRate) = (float)experiment.Learning.BaselineRate;
        mem.F(body.At + ForagerBody.Worth) = (float)experiment.Learning.Reward;
        mem.F(body.At + ForagerBody.Worth + 1) = (float)experiment.Learning.Punishment;
    }

    /// <summary>Movement cycles lived so far, sleep included, tests not.</summary>
    public long Cycle => state.Words[Head.Window];

    /// <summary>Neurons from which the outputs are reached: the hidden layer, or the view where there is none.</summary>
    internal static int Sources(Experiment experiment) => experiment.Hidden > 0 ? experiment.Hidden : ForagerNetwork.Inputs * experiment.World.Colours;

    /// <summary>Work done so far.</summary>
    public WorkDone Work => new(
        state.Words[body.At + ForagerBody.WakeCycles], state.Words[body.At + ForagerBody.SleepCycles],
        Counter(ForagerBody.Spikes), Counter(ForagerBody.Events));

    /// <summary>Synapses, and bytes of memory of one agent.</summary>
    public (long Synapses, long Bytes) Footprint => (compiled.Synapses, 4L * compiled.Length);

    /// <summary>Enters a phase. Call once at its start, before <see cref="Run(long)"/>; a restored agent is already in its phase.</summary>
    public void Begin(Phase phase, SleepKind sleep)
    {
        ArgumentNullException.ThrowIfNull(phase);
        int train = network.Train.Index, asleep = network.StateOf(sleep).Index;
        var settings = phase.Scaled(experiment);
        var s = settings.Sleep;
        int turn = settings.Schedule.Interleave, replay = phase.Replays * settings.Learning.TraceCycles;
        Set(settings);
        Silence(_ => false);
        state.Words[body.At + ForagerBody.Remembering] = state.Words[body.At + ForagerBody.Wonder] = 0;
        state.Words[Head.Seed] = phase.Kind == PhaseKind.Unsupervised ? networkSeed : lifeSeed;
        switch (phase.Kind)
        {
            case PhaseKind.Unsupervised:
                Schedule(state, (network.Explore.Index, Endless, ForagingTask.Unsupervised));
                break;
            case PhaseKind.Train when replay > 0:
                Schedule(state, (train, s.WakeCycles, TaskList.Rules(phase.Tasks[0])), (train, replay, ForagerBody.Replaying));
                break;
            case PhaseKind.Train:
                Schedule(state, (train, Endless, TaskList.Rules(phase.Tasks[0])));
                break;
            case PhaseKind.SleepAndTrain when replay > 0:
                Schedule(state, (train, s.WakeCycles, TaskList.Rules(phase.Tasks[0])), (asleep, s.SleepCycles, ForagerBody.Asleep), (train, replay, ForagerBody.Replaying));
                break;
            case PhaseKind.Interleave:
                Schedule(state, [.. phase.Tasks.Select(task => (train, turn, TaskList.Rules(task)))]);
                break;
            case PhaseKind.SleepAndTrain:
                Schedule(state, (train, phase.Pressure is null ? s.WakeCycles : Endless, TaskList.Rules(phase.Tasks[0])), (asleep, s.SleepCycles, ForagerBody.Asleep));
                break;
            default:
                Schedule(state, (asleep, Endless, ForagerBody.Asleep));
                break;
        }
    }

    /// <summary>Gives sleep the hidden rates of a frozen walk in a task's world, in place of those measured in training. They are held: training in
    /// this phase does not add to them.</summary>
    public void TakeRates(int task, int cycles)
    {
        int counting = CountRates(0);
        int counts = state.Words[counting + WakeRates.Counts], windows = state.Words[counting + WakeRates.Windows], hidden = network.Act.Source.Size;
        state.Words.Slice(counts, hidden).Clear();
        state.Words[windows] = state.Words[counting + WakeRates.Total] = 0;
        var walk = Copy(task);
        walk.Words[counting + Stage.States] = 1 << network.Test.Index;
        for (int left = cycles; left > 0; left -= Chunk)
            Run(walk, Math.Min(left, Chunk));
        walk.Words.Slice(counts, hidden).CopyTo(state.Words[counts..]);
        state.Words[windows] = walk.Words[windows];
        state.Words[counting + WakeRates.Total] = walk.Words[counting + WakeRates.Total];
    }

    /// <summary>Lives on for some movement cycles of the current phase.</summary>
    public void Run(long cycles)
    {
        while (cycles > 0)
        {
            int now = (int)Math.Min(cycles, Chunk);
            Run(state, now);
            Lived();
            cycles -= now;
        }
    }

    /// <summary>To be called after cycles that another engine has lived, at most 200,000 at a time: checks them and counts their work.</summary>
    internal void Lived()
    {
        Check(state);
        Count(ForagerBody.Spikes, ref state.Words[Head.Spikes]);
        Count(ForagerBody.Events, ref state.Words[Head.Events]);
    }

    /// <summary>Tests a task with plasticity off, in a world of its own; the agent itself is left as it was.</summary>
    public TestResult Test(int task, int cycles)
    {
        var test = Copy(task);
        for (int left = cycles; left > 0; left -= Chunk)
            Run(test, Math.Min(left, Chunk));
        return ResultOf(test, cycles);
    }

    /// <summary>What a test's block counted.</summary>
    /// <param name="test">The block, or its first <see cref="Shared"/> words.</param>
    /// <param name="cycles">Movement cycles of the test.</param>
    internal TestResult ResultOf(StateBlock test, int cycles)
    {
        Check(test);
        return new(test.Words[body.At + ForagerBody.Rewarded], test.Words[body.At + ForagerBody.Punished], cycles);
    }

    /// <summary>Records a frozen walk; the agent itself is left as it was.</summary>
    public Walk Walk(int task, int steps)
    {
        var copy = Copy(task);
        var words = copy.Words;
        var walk = new List<WalkStep>(steps);
        var particles = new List<PlacedParticle>();
        var grid = new Grid(body.At + ForagerBody.Size);
        WalkStep start = default;
        for (int step = 0; step < steps; step++)
        {
            if (step == 0)
            {
                start = new(words[body.At + ForagerBody.X], words[body.At + ForagerBody.Y], -1);
                grid.LayOut(copy.Mem, words[Head.Seed], words[Head.Window], Types(task), start.X, start.Y);
                particles.AddRange(Enumerable.Range(0, grid.Particles(copy.Mem)).Select(p => Placed(copy, grid, p)));
            }

            Run(copy, 1);
            words = copy.Words;
            walk.Add(new(words[body.At + ForagerBody.X], words[body.At + ForagerBody.Y], words[body.At + ForagerBody.Ate]));
        }

        return new(start, particles, walk);
    }

    /// <summary>Effective hidden-to-output weights, [hidden, 8] in row order.</summary>
    public float[] Weights()
    {
        var mem = state.Mem;
        int act = compiled.Of(network.Act), hidden = network.Act.Source.Size;
        float[] result = new float[hidden * ForagerNetwork.Directions];
        for (int i = 0; i < hidden; i++)
        {
            for (int j = 0; j < ForagerNetwork.Directions; j++)
                result[(i * ForagerNetwork.Directions) + j] = Freezing.Weight(mem, act, i, j);
        }

        return result;
    }

    /// <summary>Moves along the straight line to another agent of the same network: output weights and output gains become the weighted mean of both.</summary>
    /// <param name="other">State of the other agent.</param>
    /// <param name="share">Where on the line: 0 stays here, 1 is there.</param>
    public void MoveTowards(ReadOnlySpan<byte> other, float share)
    {
        float[] here = Weights();
        other.CopyTo(Scratch.Bytes);
        int act = compiled.Of(network.Act), n = ForagerNetwork.Directions;
        FlatMem mem = state.Mem, there = Scratch.Mem;
        int weights = mem.I(act, Proj.Weights), stride = mem.I(act, Proj.Stride), frozen = mem.I(act, Proj.Frozen);
        for (int j = 0; j < n; j++)
        {
            float sum = 0;
            for (int i = 0; i < network.Act.Source.Size; i++)
            {
                float w = ((1 - share) * here[(i * n) + j]) + (share * Freezing.Weight(there, act, i, j));
                mem.F(weights + (i * stride) + j) = w;
                if (frozen != 0)
                    mem.F(frozen + (i * stride) + j) = 0f;
                sum += w;
            }

            mem.F(mem.I(act, Proj.Scale) + j) = 1f;
            mem.F(mem.I(act, Proj.Sum) + j) = sum;
            if (frozen != 0)
                mem.F(mem.I(act, Proj.FrozenSum) + j) = 0f;
        }

        foreach (int stage in compiled.StagesOf(StageKind.Gain).Where(s => state.Words[s + Stage.On] == compiled.Of(network.Motor)))
        {
            int gains = state.Words[stage + HomeostaticGain.Gains];
            for (int j = 0; j < n; j++)
                mem.F(gains + j) = ((1 - share) * mem.F(gains + j)) + (share * there.F(gains + j));
        }
    }

    /// <summary>The network as laid out in memory.</summary>
    internal CompiledNetwork Compiled => compiled;

    /// <summary>The body that drives it.</summary>
    internal ForagerBody Body => body;

    /// <summary>The memory itself.</summary>
    internal StateBlock Block => state;

    /// <summary>The whole state as bytes.</summary>
    public ReadOnlySpan<byte> State => state.Bytes;

    /// <summary>Puts a saved state back.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a state of such an agent.</exception>
    public void Restore(ReadOnlySpan<byte> state)
    {
        if (state.Length != this.state.Bytes.Length
            || BinaryPrimitives.ReadInt32LittleEndian(state) != Head.MagicValue
            || BinaryPrimitives.ReadInt32LittleEndian(state[4..]) != this.state.Words[Head.Fingerprint])
            throw new InvalidDataException("the saved state is not one of this agent: other settings, another seed or another version made it");
        state.CopyTo(this.state.Bytes);
    }

    /// <summary>Writes the constants that a phase may scale.</summary>
    private void Set(Experiment settings)
    {
        var mem = state.Mem;
        foreach (int stage in compiled.StagesOf(StageKind.RewardStdp))
        {
            mem.F(stage, RewardStdp.RateOf) = (float)settings.Learning.RewardRate;
            if ((mem.I(stage + Stage.States) & (1 << network.Train.Index)) == 0)
                RewardStdp.Set(mem, stage, settings.Sleep.Depression, settings.Sleep.WeightBound);
        }

        foreach (int stage in compiled.StagesOf(StageKind.Poisson))
            mem.F(stage, PoissonSource.Factor) = (float)settings.Sleep.RateFactor;
        mem.F(body.At + ForagerBody.SleepReward) = (float)settings.Sleep.Reward;
        if (network.Hidden is not null)
            CountRates(1 << network.Train.Index);
    }

    /// <summary>Says in which brain states hidden spikes are counted, and returns the stage that counts them.</summary>
    private int CountRates(int states)
    {
        int stage = compiled.StagesOf(StageKind.CountRates).Single();
        state.Words[stage + Stage.States] = states;
        return stage;
    }

    /// <summary>The first words of the block: all that a test's beginning writes, and all that counts and errors are read from. A phase's beginning writes others, too.</summary>
    internal int Shared => body.At + ForagerBody.Size + Grid.Header;

    /// <summary>Addresses and lengths of what <see cref="Weights"/> reads beside descriptors.</summary>
    internal (int At, int Length)[] WeightWords
    {
        get
        {
            var words = state.Words;
            int act = compiled.Of(network.Act);
            int weights = words[act + Proj.Packed] != 0 ? words[act + Proj.SynapseCount] : network.Act.Source.Size * words[act + Proj.Stride];
            int frozen = words[act + Proj.Frozen];
            (int, int)[] always = [(words[act + Proj.Weights], weights), (words[act + Proj.Scale], ForagerNetwork.Directions)];
            return frozen == 0 ? always : [.. always, (frozen, weights)];
        }
    }

    /// <summary>Begins a test in a block that holds a copy of this agent, or of its first <see cref="Shared"/> words.</summary>
    internal void StartTest(StateBlock test, int task)
    {
        state.Words[..test.Length].CopyTo(test.Words);
        var words = test.Words;

        // Tests have numbers of their own: no test shares one with training or with another task's test.
        words[Head.Seed] = ~(lifeSeed * 2 + (task & 1)) ^ (task >> 1) * unchecked((int)0x9E3779B9);
        words[body.At + ForagerBody.World] = ForagerBody.Asleep;
        words[body.At + ForagerBody.Remembering] = words[body.At + ForagerBody.Wonder] = 0;
        words[body.At + ForagerBody.Rewarded] = words[body.At + ForagerBody.Punished] = words[body.At + ForagerBody.Hungry] = 0;
        Schedule(test, (network.Test.Index, Endless, TaskList.Rules(task)));
    }

    private StateBlock Copy(int task)
    {
        StartTest(Scratch, task);
        return Scratch;
    }

    /// <summary>The block in which copies live; an agent on a device needs none.</summary>
    private StateBlock Scratch => field ??= new(state.Length);

    private int Types(int task) => ForagingTask.Types(TaskList.Rules(task), Grid.Shapes * experiment.World.Colours);

    private PlacedParticle Placed(StateBlock block, Grid grid, int particle)
    {
        int size = experiment.World.Size, type = grid.TypeOf(block.Mem, particle);
        var (x, y) = grid.Place(block.Mem, particle);
        return new(type, x, y, (x + Grid.StepX(type) + size) % size, (y + Grid.StepY(type) + size) % size);
    }

    private void Schedule(StateBlock block, params ReadOnlySpan<(int State, int Cycles, int World)> episodes)
    {
        var entries = new (int, int)[episodes.Length];
        for (int e = 0; e < episodes.Length; e++)
        {
            entries[e] = (episodes[e].State, episodes[e].Cycles);
            block.Words[body.At + ForagerBody.Worlds + e] = episodes[e].World;
        }

        Alternation.Set(block.Mem, entries);
    }

    private void Run(StateBlock block, int cycles)
    {
        if (Vector512.IsHardwareAccelerated)
            body.Run<FlatMem, Solo, F16, F8, W16>(block.Mem, default, cycles);
        else
            body.Run<FlatMem, Solo, F8, F8, W16>(block.Mem, default, cycles);
        Check(block);
    }

    private void Check(StateBlock block)
    {
        // Of a test there may be only the first words; what an error's sentence needs beside them is the same in the agent's own block.
        state.Words[Head.Error] = block.Words[Head.Error];
        state.Words[Head.ErrorAt] = block.Words[Head.ErrorAt];
        compiled.ThrowOnError(state);
        if (new Grid(body.At + ForagerBody.Size).Jammed(block.Mem))
            throw new NetworkException("a particle that was eaten found no legal place; lower world.density");
    }

    private long Counter(int word) => BitConverter.ToInt64(System.Runtime.InteropServices.MemoryMarshal.AsBytes(state.Words.Slice(body.At + word, 2)));

    private void Count(int word, ref int recent)
    {
        long total = Counter(word) + recent;
        recent = 0;
        state.Words[body.At + word] = (int)total;
        state.Words[body.At + word + 1] = (int)(total >> 32);
    }
}
