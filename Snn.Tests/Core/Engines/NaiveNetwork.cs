using Snn.Core.Neurons;
using Snn.Tests.Core.Neurons;

namespace Snn.Tests.Core.Engines;

/// <summary>A recurrent network of naive neurons: every spike is handed to its targets, who take it when its time comes.</summary>
internal sealed class NaiveNetwork
{
    private readonly NaiveNeuron[] neurons;
    private readonly List<(int Target, double Current, double Delay)>[] outgoing;
    private readonly PriorityQueue<double, double>[] inboxes;

    public NaiveNetwork(Lif[] models, double step, double[] initial)
    {
        neurons = [.. models.Select((m, i) => new NaiveNeuron(m, step) { V = initial[i] })];
        outgoing = [.. models.Select(_ => new List<(int, double, double)>())];
        inboxes = [.. models.Select(_ => new PriorityQueue<double, double>())];
    }

    public IReadOnlyList<double> SpikesOf(int neuron) => neurons[neuron].Spikes;

    public void Connect(int source, int target, double current, double delay) => outgoing[source].Add((target, current, delay));

    /// <summary>In stretches no longer than the smallest delay nobody hears of what happens in the same stretch.</summary>
    public void Run(double until, double stretch)
    {
        for (double end = stretch; end <= until + 1e-9; end += stretch)
        {
            var sent = new List<(double Arrival, int Target, double Current)>();
            for (int n = 0; n < neurons.Length; n++)
            {
                int before = neurons[n].Spikes.Count;
                while (inboxes[n].TryPeek(out double current, out double arrival) && arrival < end)
                {
                    neurons[n].Advance(arrival);
                    neurons[n].Receive(current);
                    inboxes[n].Dequeue();
                }

                neurons[n].Advance(end);
                foreach (double spike in neurons[n].Spikes.Skip(before))
                {
                    foreach (var (target, current, delay) in outgoing[n])
                        sent.Add((spike + delay, target, current));
                }
            }

            foreach (var (arrival, target, current) in sent)
                inboxes[target].Enqueue(current, arrival);
        }
    }
}
