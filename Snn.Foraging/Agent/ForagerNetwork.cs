using Snn.Core.Networks;
using Snn.Core.Neurons;
using Snn.Core.Plasticity;
using Snn.Core.Sleep;
using Snn.Foraging.Experiments;
using Snn.Foraging.World;

namespace Snn.Foraging.Agent;

/// <summary>The network of Golden et al. 2022, with LIF or map-based neurons, as a description: 49 inputs a colour, a hidden layer, 8 outputs, and the brain states
/// that a protocol goes through. docs/model.md has the equations and the deviations from the paper.</summary>
public sealed class ForagerNetwork
{
    /// <summary>Inputs of one colour: one a cell in view.</summary>
    public const int Inputs = Grid.View * Grid.View;

    /// <summary>Directions of movement.</summary>
    public const int Directions = 8;

    /// <summary>Describes the network of an experiment.</summary>
    public ForagerNetwork(Experiment experiment)
        : this(experiment, kept: null)
    {
    }

    /// <summary>Describes what is left of it after pruning; null: all of it.</summary>
    internal ForagerNetwork(Experiment experiment, Survivors? kept)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        var n = experiment.Network;
        var learn = experiment.Learning;
        int colours = experiment.World.Colours;
        Net = new(n.Cycle);
        Explore = Net.State("explore");
        Train = Net.State("train");
        Test = Net.State("test");
        Sleep = Net.State("sleep");
        SleepUniform = Net.State("sleep-uniform");
        SleepFrozen = Net.State("sleep-frozen");
        SleepShuffled = Net.State("sleep-shuffled");
        BrainState[] awake = [Explore, Train, Test], learningSleep = [Sleep, SleepUniform, SleepShuffled];
        BrainState[] asleep = [.. learningSleep, SleepFrozen];

        Eyes = Net.Input("view", Inputs * colours, atOnset: true);
        Hidden = n.Hidden > 0 ? Neurons("hidden", kept?.Hidden.Count ?? experiment.Hidden, n.HiddenTau) : null;
        Motor = Neurons("motor", Directions, n.OutputTau);
        NeuronPopulation Neurons(string name, int size, double tau) => n.Neuron == NeuronKind.Map
            ? Net.Map(name, size, new())
            : Net.Lif(name, size, new() { TauM = tau, TauS = tau / 2, Refractory = n.Refractory });

        if (Hidden is not null)
        {
            See = Net.Connect(Eyes, Hidden, kept?.See is { } seen ? Connectivity.Listed(seen) : Connectivity.FixedInDegree(n.Fan, colours), Distribution.Normal(1, n.InputSpread, 0.05), releaseNoise: n.ReleaseNoise)
                .Add(new ColumnNormalisation { Sum = n.InputSum }, Explore)
                .Add(new VolleyStdp { Amount = learn.InputRate * n.InputSum / n.Fan, Tau = learn.TraceTau, Reach = learn.TraceWindow }, Explore);
            var homeostasis = new HomeostaticGain { Target = learn.HiddenTarget / colours, Step = learn.HiddenHomeostasis, Min = 1.0 / 3, Max = 3 };
            Net.Gain(Hidden, homeostasis, runs: [Explore], applies: experiment.Masks ? [Explore, Test, .. asleep] : null);
            if (experiment.Masks)
                Net.Gain(Hidden, homeostasis with { Step = 0 }, runs: [Explore], applies: [Train]); // copied from the others, or 0, by the host
        }

        var wake = new RewardStdp
        {
            Rate = learn.RewardRate,
            Tau = learn.TraceTau,
            Reach = learn.TraceWindow,
            Windows = learn.TraceCycles,
            Bound = learn.WeightBound,
        };
        Act = Net.Connect((Population?)Hidden ?? Eyes, Motor, kept is null ? Connectivity.AllToAll : Connectivity.Listed(kept.Act), Distribution.Constant(1), releaseNoise: n.ReleaseNoise, balancedInhibition: true, freezable: kept is null && experiment.Freezes)
            .Add(wake, Train)
            .Add(wake with { Depression = experiment.Sleep.Depression, Bound = experiment.Sleep.WeightBound }, learningSleep)
            .Add(new ColumnNormalisation { Sum = Forager.Sources(experiment) }, [Train, .. learningSleep]);
        var gain = new HomeostaticGain { Target = learn.OutputTarget, Step = learn.OutputHomeostasis, Initial = n.OutputGain };
        Net.Gain(Motor, gain, runs: [Explore, Train], applies: awake);
        Net.Gain(Motor, gain with { Initial = experiment.Sleep.OutputGain }, runs: asleep, applies: asleep);

        if (Hidden is null)
            return;
        Net.CountRates(Hidden, Train);
        foreach (var state in asleep)
            state.Spontaneous(Hidden, uniform: state == SleepUniform, experiment.Sleep.RateFactor);
        SleepShuffled.Exchange(Motor);
    }

    /// <summary>The description.</summary>
    public Network Net { get; }

    /// <summary>What the agent sees: for each colour 7 x 7 cells in row order, its own in the middle never fires.</summary>
    public InputPopulation Eyes { get; }

    /// <summary>Hidden layer; null where the view goes straight to the outputs.</summary>
    public NeuronPopulation? Hidden { get; }

    /// <summary>Output layer, one neuron a direction.</summary>
    public NeuronPopulation Motor { get; }

    /// <summary>Input to hidden; null likewise.</summary>
    public Projection? See { get; }

    /// <summary>Hidden to output.</summary>
    public Projection Act { get; }

    /// <summary>Awake, input synapses learn, no reward.</summary>
    public BrainState Explore { get; }

    /// <summary>Awake, output synapses learn from reward.</summary>
    public BrainState Train { get; }

    /// <summary>Awake, nothing learns.</summary>
    public BrainState Test { get; }

    /// <summary>Asleep at measured rates.</summary>
    public BrainState Sleep { get; }

    /// <summary>Asleep at one rate.</summary>
    public BrainState SleepUniform { get; }

    /// <summary>Asleep, nothing learns.</summary>
    public BrainState SleepFrozen { get; }

    /// <summary>Asleep, output spikes of another cycle.</summary>
    public BrainState SleepShuffled { get; }

    /// <summary>The state that a kind of sleep means.</summary>
    public BrainState StateOf(SleepKind kind) => kind switch
    {
        SleepKind.Uniform => SleepUniform,
        SleepKind.Frozen => SleepFrozen,
        SleepKind.Shuffled => SleepShuffled,
        _ => Sleep,
    };
}
