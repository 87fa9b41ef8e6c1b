namespace Snn.Foraging.Experiments;

/// <summary>The grid world (Golden et al. 2022, Methods).</summary>
public sealed record WorldSettings
{
    /// <summary>Cells along each side of the square grid.</summary>
    [Bound(8, 256, "cells")] public int Size { get; init; } = 50;

    /// <summary>Share of all cells covered by particles; two cells a particle.</summary>
    [Bound(0.001, 0.5)] public double Density { get; init; } = 0.10;

    /// <summary>True: the grid has walls. False: it is a torus.</summary>
    public bool Walls { get; init; }

    /// <summary>Colours of particles; each brings four particle types, two tasks, a channel of 49 inputs and its own share of hidden neurons.</summary>
    [Bound(1, 6, "colours")] public int Colours { get; init; } = 1;
}

/// <summary>The network: 49 inputs a colour, a hidden layer, 8 outputs.</summary>
public sealed record NetworkSettings
{
    /// <summary>Neuron model of the hidden and output layers. The map-based neuron has its own constants: hidden_tau, output_tau and refractory do not touch it.</summary>
    public NeuronKind Neuron { get; init; }

    /// <summary>Hidden neurons of each colour.</summary>
    [Bound(16, 16384, "neurons")] public int Hidden { get; init; } = 784;

    /// <summary>Random inputs of each hidden neuron, all of one colour.</summary>
    [Bound(1, 49, "synapses")] public int Fan { get; init; } = 7;

    /// <summary>Sum that the input weights of a hidden neuron are held at, in units of the weight whose PSP just reaches threshold.</summary>
    [Bound(0.1, 100)] public double InputSum { get; init; } = 3;

    /// <summary>Standard deviation of the initial input weights, relative to their mean.</summary>
    [Bound(0, 2)] public double InputSpread { get; init; } = 0.42;

    /// <summary>Half width R of the uniform release noise: every synaptic event is scaled by 1 +- R.</summary>
    [Bound(0, 0.99)] public double ReleaseNoise { get; init; } = 0.12;

    /// <summary>Membrane time constant of hidden neurons; the synaptic one is half of it.</summary>
    [Bound(0.1, 1000, "ms")] public double HiddenTau { get; init; } = 20;

    /// <summary>Membrane time constant of output neurons; the synaptic one is half of it.</summary>
    [Bound(0.1, 1000, "ms")] public double OutputTau { get; init; } = 100;

    /// <summary>Absolute refractory period of all neurons.</summary>
    [Bound(0.01, 100, "ms")] public double Refractory { get; init; } = 3;

    /// <summary>Length of a movement cycle.</summary>
    [Bound(10, 10000, "ms")] public double Cycle { get; init; } = 300;

    /// <summary>Initial gain of the output neurons' summed input.</summary>
    [Bound(0.001, 1000)] public double OutputGain { get; init; } = 3;
}

/// <summary>Neuron models.</summary>
public enum NeuronKind
{
    /// <summary>Leaky integrate-and-fire, exact between events.</summary>
    Lif,

    /// <summary>Map-based, in steps of 0.5 ms.</summary>
    Map,
}

/// <summary>Plasticity awake.</summary>
public sealed record LearningSettings
{
    /// <summary>Input STDP: gain per pairing at zero lag, relative to the mean weight (unsupervised phase only).</summary>
    [Bound(0, 1)] public double InputRate { get; init; } = 0.04;

    /// <summary>Rate that the homeostasis of hidden neurons aims at in a world of one colour, in spikes per movement cycle; with more colours each is
    /// rarer, and the rate is this one over their number.</summary>
    [Bound(0.0001, 10, "spikes/cycle")] public double HiddenTarget { get; init; } = 0.0045;

    /// <summary>Relative step of a hidden neuron's gain per movement cycle.</summary>
    [Bound(0, 0.1)] public double HiddenHomeostasis { get; init; } = 0.0002;

    /// <summary>Rate that the homeostasis of output neurons aims at, in spikes per movement cycle.</summary>
    [Bound(0.01, 100, "spikes/cycle")] public double OutputTarget { get; init; } = 1;

    /// <summary>Relative step of an output neuron's gain per movement cycle.</summary>
    [Bound(0, 0.1)] public double OutputHomeostasis { get; init; } = 0.0005;

    /// <summary>Time constant Tc of the STDP trace.</summary>
    [Bound(0.1, 1000, "ms")] public double TraceTau { get; init; } = 40;

    /// <summary>Longest lag of a pairing that leaves a trace.</summary>
    [Bound(0, 10000, "ms")] public double TraceWindow { get; init; } = 60;

    /// <summary>Movement cycles over which a trace can still be rewarded.</summary>
    [Bound(1, 16, "cycles")] public int TraceCycles { get; init; } = 3;

    /// <summary>Learning rate of rewarded STDP.</summary>
    [Bound(0, 100)] public double RewardRate { get; init; } = 0.045;

    /// <summary>Reward for a rewarded particle.</summary>
    [Bound(-100, 100)] public double Reward { get; init; } = 1;

    /// <summary>Reward (negative: punishment) for a punished particle.</summary>
    [Bound(-100, 100)] public double Punishment { get; init; } = -1;

    /// <summary>Rate of the running mean that is subtracted from the reward, per movement cycle.</summary>
    [Bound(0, 1)] public double BaselineRate { get; init; } = 0.01;

    /// <summary>Soft upper bound of a weight, in units of the mean weight.</summary>
    [Bound(1.01, 1000)] public double WeightBound { get; init; } = 12;

    /// <summary>Probability of a random move, plus as much again for every cycle since the last particle.</summary>
    [Bound(0, 1)] public double Exploration { get; init; } = 0.01;
}

/// <summary>Sleep: the hidden layer fires spontaneously, rewarded STDP runs at a constant reward.</summary>
public sealed record SleepSettings
{
    /// <summary>Constant reward during sleep.</summary>
    [Bound(-100, 100)] public double Reward { get; init; } = 2;

    /// <summary>K- in sleep: the weight of pairs with the output first, where K+ is 1.</summary>
    [Bound(0, 100)] public double Depression { get; init; } = 0.82;

    /// <summary>Soft upper bound of a weight in sleep, in units of the mean weight.</summary>
    [Bound(1.01, 1000)] public double WeightBound { get; init; } = 8;

    /// <summary>Movement cycles of training between two sleeps.</summary>
    [Bound(1, 1000000, "cycles")] public int WakeCycles { get; init; } = 100;

    /// <summary>Movement cycles of one sleep.</summary>
    [Bound(1, 1000000, "cycles")] public int SleepCycles { get; init; } = 100;

    /// <summary>Initial gain of the output neurons' summed input in sleep.</summary>
    [Bound(0.001, 1000)] public double OutputGain { get; init; } = 0.3;

    /// <summary>Factor on the hidden rates in sleep.</summary>
    [Bound(0, 100)] public double RateFactor { get; init; } = 1;
}

/// <summary>Lengths of the phases, in movement cycles, and how often they are looked at.</summary>
public sealed record ScheduleSettings
{
    /// <summary>Unsupervised phase.</summary>
    [Bound(0, 1e9, "cycles")] public int Unsupervised { get; init; } = 500_000;

    /// <summary>Training cycles a task gets in its phase (a <c>sleep+T2</c> phase adds its sleep to that; <c>T1+T2</c> has this many of each).</summary>
    [Bound(1, 1e9, "cycles")] public int Train { get; init; } = 600_000;

    /// <summary>Length of a phase that only sleeps.</summary>
    [Bound(1, 1e9, "cycles")] public int Sleep { get; init; } = 100_000;

    /// <summary>Cycles of one frozen test of one task.</summary>
    [Bound(1, 1e9, "cycles")] public int Test { get; init; } = 20_000;

    /// <summary>Frozen tests of both tasks in each phase, evenly spaced, the last at its end.</summary>
    [Bound(1, 1000)] public int Tests { get; init; } = 10;

    /// <summary>Weight snapshots in each phase, evenly spaced, the last at its end.</summary>
    [Bound(1, 1000)] public int Snapshots { get; init; } = 20;

    /// <summary>Cycles between switches of the world in interleaved training.</summary>
    [Bound(1, 1000000, "cycles")] public int Interleave { get; init; } = 100;
}
