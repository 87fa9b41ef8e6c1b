using Snn.Core.Neurons;
using Snn.Core.Plasticity;
using Snn.Core.Sleep;

namespace Snn.Core.Networks;

/// <summary>A network as data: populations, projections, rules, brain states. It names no engine; <see cref="NetworkCompiler"/> turns it into
/// a table that any engine walks.</summary>
public sealed class Network
{
    private readonly List<Population> populations = [];
    private readonly List<Projection> projections = [];
    private readonly List<BrainState> states = [];
    private readonly Dictionary<Population, List<Attachment>> gains = [];
    private readonly Dictionary<Population, IReadOnlyList<BrainState>> counted = [];

    /// <summary>An empty network.</summary>
    /// <param name="window">Length of a window, ms. A feed-forward network is solved a whole window at a time; where populations form a
    /// loop, windows are at most its smallest delay. Null: that delay, or 100 ms.</param>
    public Network(double? window = null)
    {
        if (window is not null && !(window > 0 && double.IsFinite(window.Value)))
            throw new NetworkException($"a window of {window} ms; it must be positive");
        RequestedWindow = window;
    }

    /// <summary>Window asked for, ms, or null.</summary>
    public double? RequestedWindow { get; }

    /// <summary>Populations, in the order made.</summary>
    public IReadOnlyList<Population> Populations => populations;

    /// <summary>Projections, in the order made.</summary>
    public IReadOnlyList<Projection> Projections => projections;

    /// <summary>Brain states, in the order made; a network without any has the single state "wake".</summary>
    public IReadOnlyList<BrainState> States => states;

    /// <summary>Neurons that fire on command.</summary>
    /// <param name="name">Name.</param>
    /// <param name="size">Neurons.</param>
    /// <param name="atOnset">True if they only ever fire as a window opens.</param>
    public InputPopulation Input(string name, int size, bool atOnset = false) =>
        Added(new InputPopulation(Named(name), Sized(name, size), populations.Count, atOnset));

    /// <summary>Leaky integrate-and-fire neurons.</summary>
    public LifPopulation Lif(string name, int size, Lif neuron)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        if (neuron.Check() is string wrong)
            throw new NetworkException($"population '{name}': {wrong}");
        return Added(new LifPopulation(Named(name), Sized(name, size), populations.Count, neuron));
    }

    /// <summary>Map-based neurons, stepped by the clock. They take one projection, without delay: all-to-all, or from an input population that
    /// fires only as windows open. Windows are whole steps.</summary>
    public MapPopulation Map(string name, int size, MapNeuron neuron)
    {
        ArgumentNullException.ThrowIfNull(neuron);
        if (neuron.Check() is string wrong)
            throw new NetworkException($"population '{name}': {wrong}");
        return Added(new MapPopulation(Named(name), Sized(name, size), populations.Count, neuron));
    }

    /// <summary>Poisson sources, all of one rate.</summary>
    /// <param name="name">Name.</param>
    /// <param name="size">Neurons.</param>
    /// <param name="rate">Rate, Hz.</param>
    public PoissonPopulation Poisson(string name, int size, double rate)
    {
        double[] rates = new double[Sized(name, size)];
        Array.Fill(rates, rate);
        return Poisson(name, rates);
    }

    /// <summary>Poisson sources.</summary>
    /// <param name="name">Name.</param>
    /// <param name="rates">Rate of each, Hz.</param>
    public PoissonPopulation Poisson(string name, IReadOnlyList<double> rates)
    {
        ArgumentNullException.ThrowIfNull(rates);
        foreach (double rate in rates)
        {
            if (!(rate >= 0 && double.IsFinite(rate)))
                throw new NetworkException($"population '{name}': a rate of {rate} Hz; rates are finite and not negative");
        }

        return Added(new PoissonPopulation(Named(name), populations.Count, [.. rates]));
    }

    /// <summary>Connects two populations.</summary>
    /// <param name="source">Where spikes come from.</param>
    /// <param name="target">Where they go.</param>
    /// <param name="connectivity">Which pairs.</param>
    /// <param name="weights">Initial weights.</param>
    /// <param name="delays">Delays, ms; null: none. Inside a loop of populations they must be positive.</param>
    /// <param name="releaseNoise">Half width R of the release noise.</param>
    /// <param name="balancedInhibition">See <see cref="Projection.BalancedInhibition"/>.</param>
    /// <param name="freezable">See <see cref="Projection.Freezable"/>.</param>
    public Projection Connect(Population source, NeuronPopulation target, Connectivity connectivity, Distribution weights, Distribution? delays = null, double releaseNoise = 0, bool balancedInhibition = false, bool freezable = false)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(connectivity);
        ArgumentNullException.ThrowIfNull(weights);
        delays ??= Distribution.Constant(0);
        string name = $"projection '{source.Name}' to '{target.Name}'";
        if (Other(source) || Other(target))
            throw new NetworkException($"{name}: both populations must be of this network");
        if ((weights.Check() ?? delays.Check()) is string wrong)
            throw new NetworkException($"{name}: {wrong}");
        if (!(delays.Min >= 0) || double.IsPositiveInfinity(delays.Max))
            throw new NetworkException($"{name}: delays must be bounded and not negative; use a constant or a uniform distribution");
        if (connectivity is Connectivity.InDegree d && (d.Channels < 1 || source.Size % d.Channels != 0))
            throw new NetworkException($"{name}: {source.Size} sources do not make {d.Channels} equal channels");
        if (connectivity is Connectivity.InDegree i && (i.Sources < 1 || i.Sources > source.Size / i.Channels))
            throw new NetworkException($"{name}: an in-degree of {i.Sources} from {source.Size / i.Channels} sources; each source counts once");
        if (connectivity is Connectivity.Probability p && !(p.P is > 0 and <= 1))
            throw new NetworkException($"{name}: a connection probability of {p.P}; it is above 0 and at most 1");
        if (connectivity is Connectivity.One && source.Size != target.Size)
            throw new NetworkException($"{name}: one-to-one needs equal sizes, not {source.Size} and {target.Size}");
        if (!(releaseNoise is >= 0 and < 1))
            throw new NetworkException($"{name}: release noise of {releaseNoise}; it is at least 0 and below 1");
        var made = new Projection(projections.Count, source, target, connectivity, weights, delays) { ReleaseNoise = releaseNoise, BalancedInhibition = balancedInhibition, Freezable = freezable };
        projections.Add(made);
        return made;
    }

    /// <summary>Declares a brain state.</summary>
    public BrainState State(string name)
    {
        if (states.Any(s => s.Name == name))
            throw new NetworkException($"two brain states are named '{name}'");
        if (states.Count == 31)
            throw new NetworkException("a network has at most 31 brain states");
        var state = new BrainState(name, states.Count);
        states.Add(state);
        return state;
    }

    /// <summary>Gives a population homeostatic gains.</summary>
    /// <param name="population">The population.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="runs">Brain states in which the gains move; none: all.</param>
    /// <param name="applies">Brain states in which they scale the input; none: all. A population may have one rule awake and another asleep.</param>
    public void Gain(NeuronPopulation population, HomeostaticGain rule, IReadOnlyList<BrainState>? runs = null, IReadOnlyList<BrainState>? applies = null)
    {
        ArgumentNullException.ThrowIfNull(population);
        ArgumentNullException.ThrowIfNull(rule);
        if (Other(population))
            throw new NetworkException($"{population} is not of this network; its gain would do nothing");
        if (rule.Check() is string wrong)
            throw new NetworkException($"{population}: {wrong}");
        if (!gains.TryGetValue(population, out var list))
            gains[population] = list = [];
        list.Add(new(rule, runs ?? [], applies ?? []));
    }

    /// <summary>Counts a population's spikes in some brain states, for <see cref="BrainState.Spontaneous"/> in others.</summary>
    public void CountRates(NeuronPopulation population, params BrainState[] during) => counted[population] = during;

    internal IReadOnlyList<Attachment> GainsOf(Population population) => gains.TryGetValue(population, out var list) ? list : [];

    internal IReadOnlyList<BrainState>? CountedIn(Population population) => counted.GetValueOrDefault(population);

    private bool Other(Population population) => population.Index >= populations.Count || populations[population.Index] != population;

    private static int Sized(string name, int size) =>
        size > 0 ? size : throw new NetworkException($"population '{name}' has {size} neurons; it needs at least one");

    private string Named(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new NetworkException("a population needs a name");
        return populations.Any(p => p.Name == name) ? throw new NetworkException($"two populations are named '{name}'") : name;
    }

    private P Added<P>(P population)
        where P : Population
    {
        populations.Add(population);
        return population;
    }
}

/// <summary>A network that cannot be; the message names the part and the constraint.</summary>
/// <param name="message">One line.</param>
public sealed class NetworkException(string message) : Exception(message);
