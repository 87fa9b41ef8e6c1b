using Snn.Core.Engines;
using Snn.Core.Networks;
using Snn.Core.Neurons;
using Snn.Core.Plasticity;
using Snn.Foraging.Metrics;

namespace Snn.Foraging.Studies;

/// <summary>Two neurons hear two independent sources, mixed linearly over the inputs, inhibit each other and learn by additive STDP with a constant
/// sum of weights: each comes to answer one source alone. What is judged is what they do, spikes after events, not their weights: these are
/// positive, and so are the mixing weights, so that no positive weights alone could tell the sources apart fully.</summary>
internal static class Unmixing
{
    /// <summary>Inputs.</summary>
    public const int Inputs = 60;

    private const double EventRate = 5, InputRate = 10, Sum = 1.4, Step = 5e-4, Inhibition = 5, Answer = 15;
    private const int Watched = 60, Exchanges = 999;

    /// <summary>What is written about it.</summary>
    public static readonly string Says =
        $"unmixing: {Inputs} inputs of {InputRate} Hz; an event of source 1 or 2 ({EventRate} a second each) makes an input fire with probability 0.8 cos a or 0.8 sin a, a uniform from 0 to 90 degrees; "
        + $"two neurons, additive STDP, A+ = {Step}, A- = {2 * Step}, tau 20 ms, weights held at a sum of {Sum}, inhibition of {Inhibition} between them after 1 ms";

    /// <summary>Runs it.</summary>
    public static UnmixingResult Of(int seed, int seconds)
    {
        var (first, last) = Run(seed, seconds, Inhibition);
        var (_, alone) = Run(seed, seconds, 0);
        double[,] linear = new double[2, 2];
        for (int j = 0; j < 2; j++)
        {
            for (int k = 0; k < 2; k++)
                linear[j, k] = last.Weights[j].Zip(last.Mixing, (w, m) => w * m[k]).Sum();
        }

        var stream = new RandomStream(seed, 4);
        double? amari = AmariIndex.Of(last.Response);
        int small = Enumerable.Range(0, Exchanges).Count(_ => AmariIndex.Of(last.Relabelled(stream)) is not { } index || index <= (amari ?? 1));
        return new(
            last.Mixing, last.Weights, [[last.Response[0, 0], last.Response[0, 1]], [last.Response[1, 0], last.Response[1, 1]]],
            amari, AmariIndex.Of(first.Response), AmariIndex.Of(alone.Response), AmariIndex.Of(linear), (small + 1) / (Exchanges + 1.0));
    }

    private static (Look First, Look Last) Run(int seed, int seconds, double inhibition)
    {
        var stream = new RandomStream(seed, 3);
        double[][] mixing = [.. Enumerable.Range(0, Inputs).Select(_ => stream.Unit() * Math.PI / 2).Select(a => new[] { 0.8 * Math.Cos(a), 0.8 * Math.Sin(a) })];
        var net = new Network(window: 1);
        var input = net.Input("inputs", Inputs);
        LifPopulation[] cells = [.. new[] { "first", "second" }.Select(n => net.Lif(n, 1, new Lif { TauM = 20, TauS = 5, Refractory = 2 }))];
        var learning = net.State("learning");
        var still = net.State("still");
        Projection[] plastic = [.. cells.Select(c => net.Connect(input, c, Connectivity.AllToAll, Distribution.Uniform(0.5 * Sum / Inputs, 1.5 * Sum / Inputs))
            .Add(new PairStdp { Potentiation = Step, Depression = 2 * Step, MaxWeight = Sum }, learning).Add(new ColumnNormalisation { Sum = Sum }))];
        for (int j = 0; j < 2 && inhibition > 0; j++)
            net.Connect(cells[j], cells[1 - j], Connectivity.AllToAll, Distribution.Constant(-inhibition), Distribution.Constant(1));
        var sim = new Simulation(net, seed);
        var events = new SharedEvents(stream, input, EventRate, InputRate, mixing);
        foreach (var cell in cells)
            sim.Record(cell);
        var first = Watch();
        sim.Enter(learning);
        events.Run(sim, seconds);
        return (first, Watch());

        Look Watch()
        {
            sim.Enter(still);
            sim.ForgetSpikes();
            events.Forget();
            events.Run(sim, Watched);
            double mean = Sum / Inputs;
            return new(mixing, [.. plastic.Select(p => sim.Weights(p).Select(s => s.Weight / mean).ToArray())], [.. cells.Select(c => Answers(sim.Spikes(c), events.Events))]);
        }
    }

    /// <summary>For each event of each source, the spikes after it, less what is to be expected at any time.</summary>
    private static double[][] Answers(IReadOnlyList<Spike> spikes, IReadOnlyList<List<double>> events)
    {
        double[] times = [.. spikes.Select(s => s.TimeMs)];
        double chance = times.Length * Answer / (Watched * 1000);
        return [.. events.Select(list => list.Select(t => Before(t + Answer) - Before(t) - chance).ToArray())];

        int Before(double t)
        {
            int at = Array.BinarySearch(times, t);
            return at < 0 ? ~at : at;
        }
    }

    /// <summary>What the two neurons do while nothing is learnt.</summary>
    private sealed record Look(double[][] Mixing, double[][] Weights, double[][][] Answers)
    {
        /// <summary>Mean answer [neuron, source].</summary>
        public double[,] Response => Means((j, k, e) => Answers[j][k][e]);

        /// <summary>The same with the events' labels exchanged at random.</summary>
        public double[,] Relabelled(RandomStream stream)
        {
            int n0 = Answers[0][0].Length, all = n0 + Answers[0][1].Length;
            int[] order = [.. Enumerable.Range(0, all)];
            for (int i = all - 1; i > 0; i--)
            {
                int j = stream.Below(i + 1);
                (order[i], order[j]) = (order[j], order[i]);
            }

            return Means((j, k, e) => order[(k * n0) + e] is var at && at < n0 ? Answers[j][0][at] : Answers[j][1][at - n0]);
        }

        private double[,] Means(Func<int, int, int, double> answer)
        {
            double[,] mean = new double[2, 2];
            for (int j = 0; j < 2; j++)
            {
                for (int k = 0; k < 2; k++)
                    mean[j, k] = Enumerable.Range(0, Answers[j][k].Length).Average(e => answer(j, k, e));
            }

            return mean;
        }
    }
}
