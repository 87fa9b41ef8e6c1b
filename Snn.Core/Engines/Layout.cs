namespace Snn.Core.Engines;

/// <summary>Where things stand in the head of a trial's block. A number is a word's address; (f) marks floats.</summary>
public static class Head
{
    /// <summary>First word: <see cref="MagicValue"/>.</summary>
    public const int Magic = 0;

    /// <summary>Marks a block of this layout.</summary>
    public const int MagicValue = 0x534E4E01;

    /// <summary>Hash of the layout: two blocks with the same one are interchangeable.</summary>
    public const int Fingerprint = 1;

    /// <summary>Address of the stage table.</summary>
    public const int Stages = 2;

    /// <summary>Number of stages that move spikes; they come first.</summary>
    public const int SolveCount = 3;

    /// <summary>Number of stages in all; those after <see cref="SolveCount"/> learn.</summary>
    public const int StageCount = 4;

    /// <summary>Number of the current window.</summary>
    public const int Window = 5;

    /// <summary>(f) Length of a window, ms.</summary>
    public const int WindowMs = 6;

    /// <summary>Seed of everything random from now on.</summary>
    public const int Seed = 7;

    /// <summary>Current brain state.</summary>
    public const int State = 8;

    /// <summary>First error, an <see cref="EngineError"/>; 0 is none.</summary>
    public const int Error = 9;

    /// <summary>Address of the population or projection in which it happened.</summary>
    public const int ErrorAt = 10;

    /// <summary>Spikes since the host last looked.</summary>
    public const int Spikes = 11;

    /// <summary>Synaptic events since the host last looked.</summary>
    public const int Events = 12;

    /// <summary>(f) The modulator: the reward that rewarded rules see in this window.</summary>
    public const int Reward = 13;

    /// <summary>Output neuron that is credited in this window, or -1 for all.</summary>
    public const int Credit = 14;

    /// <summary>Number of entries of the sleep-wake alternation; 0 for none.</summary>
    public const int Episodes = 16;

    /// <summary>Current entry, -1 before the first.</summary>
    public const int Episode = 17;

    /// <summary>Windows left in the current entry.</summary>
    public const int EpisodeLeft = 18;

    /// <summary>Entries: (state, windows), at most <see cref="MaxEpisodes"/>.</summary>
    public const int EpisodeTable = 20;

    /// <summary>Most entries of an alternation.</summary>
    public const int MaxEpisodes = 6;

    /// <summary>First word after the head.</summary>
    public const int Size = 32;
}

/// <summary>What can go wrong inside the loop. The host turns it into a sentence.</summary>
public enum EngineError
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A population fired more often in one window than its spike list holds.</summary>
    SpikeOverflow = 1,

    /// <summary>More synaptic events arrived in one window than the list holds.</summary>
    EventOverflow = 2,
}

/// <summary>Words of a population's descriptor.</summary>
public static class Pop
{
    /// <summary>Neurons.</summary>
    public const int N = 0;

    /// <summary>Spike ring: slots of (window, count, times, ids).</summary>
    public const int Ring = 1;

    /// <summary>Spikes that a slot holds.</summary>
    public const int Capacity = 2;

    /// <summary>Slots in the ring.</summary>
    public const int Slots = 3;

    /// <summary>Scratch: count, then times and ids as they come, unsorted.</summary>
    public const int Scratch = 4;

    /// <summary>(f) array: membrane potential at the neuron's own time.</summary>
    public const int V = 5;

    /// <summary>(f) array: synaptic drive at that time.</summary>
    public const int J = 6;

    /// <summary>(f) array: that time, ms from the start of its window.</summary>
    public const int T0 = 7;

    /// <summary>Array: the window that this time counts from (touched populations).</summary>
    public const int Since = 8;

    /// <summary>Array: window of the next threshold crossing, if nothing more arrives (touched populations).</summary>
    public const int Due = 9;

    /// <summary>(f) array: offset of that crossing in its window.</summary>
    public const int Next = 10;

    /// <summary>Bitmap: neurons that have a next crossing.</summary>
    public const int Pending = 11;

    /// <summary>Event list of touched populations: times, then sorted order, then (projection, source, first, end) for each.</summary>
    public const int Arrivals = 12;

    /// <summary>Events that the list holds.</summary>
    public const int ArrivalCapacity = 13;

    /// <summary>Number of incoming projections.</summary>
    public const int Incoming = 14;

    /// <summary>Address of their list.</summary>
    public const int IncomingList = 15;

    /// <summary>Scratch of swept populations: count, then neurons that may fire: (int) ids, (f) V, J, T0, inputs.</summary>
    public const int Loud = 28;

    /// <summary>Window in which a touched population last stopped listening to its inputs, to be driven instead.</summary>
    public const int Frozen = 29;

    /// <summary>Scratch of swept populations: (f) decay factors between events.</summary>
    public const int Decays = 30;

    /// <summary>(f) array: slow variable I (map-based populations).</summary>
    public const int Slow = 31;

    /// <summary>(f) array: V a step ago (map-based populations).</summary>
    public const int Before = 32;

    /// <summary>(f) First of the neuron constants, see <see cref="Neurons.LifConstants"/> and <see cref="Neurons.MapNeuron"/>.</summary>
    public const int Constants = 16;

    /// <summary>Words of a descriptor.</summary>
    public const int Size = 48;
}

/// <summary>Words of a projection's descriptor.</summary>
public static class Proj
{
    /// <summary>Descriptor of the source population.</summary>
    public const int Source = 0;

    /// <summary>Descriptor of the target population.</summary>
    public const int Target = 1;

    /// <summary>Length of a row of a dense projection, and of one of packed rows when unpacked; 0 for a sparse one.</summary>
    public const int Stride = 2;

    /// <summary>Array: first synapse of each source's row, and the end; then the number of synapses in each (sparse).</summary>
    public const int Rows = 3;

    /// <summary>Array: target of each synapse (sparse).</summary>
    public const int Targets = 4;

    /// <summary>(f) array: raw weight of each synapse; times the column's scale it is the weight.</summary>
    public const int Weights = 5;

    /// <summary>(f) What one unit of weight adds to the target's drive.</summary>
    public const int Kick = 6;

    /// <summary>(f) Half width R of the release noise.</summary>
    public const int Noise = 7;

    /// <summary>Purpose word of its noise.</summary>
    public const int NoisePurpose = 8;

    /// <summary>(f) scratch: noise factors, and products with them.</summary>
    public const int NoiseScratch = 9;

    /// <summary>(f) array: scale of each column (target).</summary>
    public const int Scale = 10;

    /// <summary>(f) array: sum of the raw weights of each column.</summary>
    public const int Sum = 11;

    /// <summary>(f) Sum that each column is held at; 0 for free columns.</summary>
    public const int NormTarget = 12;

    /// <summary>1 if balanced by feed-forward inhibition.</summary>
    public const int Inhibition = 13;

    /// <summary>(f) scratch: inhibition of each spike (dense), or summed input of each target (volley).</summary>
    public const int Gather = 14;

    /// <summary>Array: first entry of each target's incoming list.</summary>
    public const int InRows = 15;

    /// <summary>Array: synapse of each entry.</summary>
    public const int InSynapses = 16;

    /// <summary>Array: source of each entry.</summary>
    public const int InSources = 17;

    /// <summary>(f) Delay, ms, of all its synapses.</summary>
    public const int Delay = 18;

    /// <summary>(f) array: delay of each synapse, ascending along a row; 0 if all are equal.</summary>
    public const int Delays = 19;

    /// <summary>Brain states in which pair STDP runs; 0 for none.</summary>
    public const int StdpStates = 20;

    /// <summary>(f) array: presynaptic traces; their offsets and windows follow in arrays of the same length.</summary>
    public const int PreTrace = 27;

    /// <summary>(f) array: postsynaptic traces; their offsets and windows follow in arrays of the same length.</summary>
    public const int PostTrace = 28;

    /// <summary>(f) Longest delay, ms.</summary>
    public const int MaxDelay = 29;

    /// <summary>(f) array: frozen part of each weight, laid out like the raw weights (dense); 0 if it cannot be frozen. See <see cref="Plasticity.Freezing"/>.</summary>
    public const int Frozen = 30;

    /// <summary>(f) array: sum of the frozen parts of each column.</summary>
    public const int FrozenSum = 31;

    /// <summary>Which pair rule: 0 for <see cref="Plasticity.PairStdp"/>, else <see cref="Plasticity.LogStdp"/>.</summary>
    public const int StdpForm = 32;

    /// <summary>(f) STDP constants: of f+, of f-, tau+, tau-, then the rule's own. See <see cref="Plasticity.TracedStdp"/>.</summary>
    public const int Stdp = 33;

    /// <summary>Bitmap of the places that hold a synapse, of packed rows; 0 for other projections. See <see cref="Synapses.PackedRows"/>.</summary>
    public const int Packed = 40;

    /// <summary>Array: set bits of the bitmap before each of its words.</summary>
    public const int Ranks = 41;

    /// <summary>(f) scratch: the rows of a window's spikes, unpacked.</summary>
    public const int Unpacked = 42;

    /// <summary>Number of synapses (packed rows).</summary>
    public const int SynapseCount = 43;

    /// <summary>Bits of a row in the bitmap (packed rows).</summary>
    public const int Places = 44;

    /// <summary>Words of a descriptor.</summary>
    public const int Size = 48;
}

/// <summary>Words of a stage.</summary>
public static class Stage
{
    /// <summary>Which case of the loop, a <see cref="StageKind"/>.</summary>
    public const int Kind = 0;

    /// <summary>Bit mask of the brain states in which it runs.</summary>
    public const int States = 1;

    /// <summary>Population or projection it works on.</summary>
    public const int On = 2;

    /// <summary>First word of what only this kind of stage knows.</summary>
    public const int Own = 3;

    /// <summary>Words of a stage.</summary>
    public const int Size = 32;
}

/// <summary>The cases of the loop.</summary>
public enum StageKind
{
    /// <summary>Poisson spikes: a source, or a population driven in sleep.</summary>
    Poisson = 1,

    /// <summary>LIF population with tau_m = 2 tau_s, all neurons stepped from event to event.</summary>
    SweptDouble = 2,

    /// <summary>LIF population with any time constants, all neurons stepped from event to event.</summary>
    SweptAny = 3,

    /// <summary>LIF population with tau_m = 2 tau_s, each neuron stepped when an event touches it.</summary>
    TouchedDouble = 4,

    /// <summary>LIF population with any time constants, each neuron stepped when an event touches it.</summary>
    TouchedAny = 5,

    /// <summary>Spikes of a population exchanged with those of another window.</summary>
    Exchange = 6,

    /// <summary>STDP of a volley's synapses.</summary>
    VolleyStdp = 7,

    /// <summary>Rewarded STDP.</summary>
    RewardStdp = 8,

    /// <summary>Homeostatic gain.</summary>
    Gain = 9,

    /// <summary>Folding of column scales into the weights.</summary>
    Fold = 10,

    /// <summary>Counting of spikes for the rates of later sleep.</summary>
    CountRates = 11,

    /// <summary>Population of map-based neurons, all stepped by the clock.</summary>
    ClockedMap = 12,
}
