using Snn.Core.Neurons;

namespace Snn.Tests.Core.Neurons;

/// <summary>The textbook neuron in double precision by the midpoint rule with small steps: nothing in it is shared with the simulator.</summary>
internal sealed class NaiveNeuron(Lif model, double step)
{
    private double refractoryUntil = double.NegativeInfinity;

    public double V { get; set; }

    public double I { get; private set; }

    public double Time { get; private set; }

    public List<double> Spikes { get; } = [];

    /// <summary>Largest excess over threshold seen by <see cref="Watch"/>.</summary>
    public double Excess { get; private set; } = double.NegativeInfinity;

    /// <summary>How much current an input of some weight adds.</summary>
    public static double CurrentOf(Lif model, double weight)
    {
        if (model.Unit == WeightUnit.Current)
            return weight;

        // Weight 1 peaks at 1: find the peak of the response to a unit current by looking.
        double peak = 0;
        var probe = new NaiveNeuron(model with { Threshold = 1e9, Current = 0, Reset = 0 }, 0.01) { I = 1 };
        for (double t = 0; t < 10 * (model.TauM + model.TauS); t += 0.01)
        {
            probe.Advance(t);
            peak = Math.Max(peak, probe.V);
        }

        return weight / peak;
    }

    public void Receive(double current) => I += current;

    /// <summary>Integrates and fires.</summary>
    public void Advance(double until)
    {
        while (Time < until)
        {
            double before = V, h = Step(until);
            if (V >= model.Threshold)
            {
                // Back to where the straight line between the two ends crosses.
                double share = (model.Threshold - before) / (V - before);
                double back = (1 - share) * h;
                I *= Math.Exp(back / model.TauS);
                Time -= back;
                Fire();
            }
        }
    }

    /// <summary>Integrates without firing, and notes how far V gets above threshold.</summary>
    public void Watch(double until)
    {
        while (Time < until)
        {
            Step(until);
            if (Time < until)
                Excess = Math.Max(Excess, V - model.Threshold);
        }
    }

    /// <summary>Fires now.</summary>
    public void Fire()
    {
        Spikes.Add(Time);
        V = model.Reset;
        refractoryUntil = Time + model.Refractory;
    }

    private double Step(double until)
    {
        double h = Math.Min(step, until - Time);
        bool held = Time < refractoryUntil - 1e-12;
        if (held)
            h = Math.Min(h, refractoryUntil - Time);
        double middle = I - (0.5 * h * I / model.TauS);
        if (!held)
        {
            double v = V + (0.5 * h * (model.Current + I - V) / model.TauM);
            V += h * (model.Current + middle - v) / model.TauM;
        }

        I -= h * middle / model.TauS;
        Time = h == until - Time ? until : Time + h;
        return h;
    }
}
