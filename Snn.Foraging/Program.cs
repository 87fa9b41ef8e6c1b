using System.Diagnostics;
using System.Globalization;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;

int seed = int.Parse(args[0], CultureInfo.InvariantCulture);
int u = int.Parse(args[1], CultureInfo.InvariantCulture), n = int.Parse(args[2], CultureInfo.InvariantCulture);
var e = new Experiment { Name = "x", Schedule = new() { Unsupervised = u, Train = n } };
var a = new Forager(e, seed, seed);
void Go(Forager f, string phase, long cycles, SleepKind k = SleepKind.Measured)
{
    f.Begin(Phase.Parse(phase), k);
    var w0 = f.Work;
    var sw = Stopwatch.StartNew();
    f.Run(cycles);
    double s = sw.Elapsed.TotalSeconds;
    var w = f.Work;
    var t1 = f.Test(0, 20000);
    var t2 = f.Test(1, 20000);
    Console.WriteLine($"{phase,-14} {k,-9} T1 {t1.Score:F3} ({t1.FoodPerMove:F3}) T2 {t2.Score:F3} ({t2.FoodPerMove:F3})  {cycles / s / 1000:F0}k cycles/s  spikes/c {(w.Spikes - w0.Spikes) / (double)cycles:F2} events/c {(w.SynapticEvents - w0.SynapticEvents) / (double)cycles:F0}");
}

Go(a, "unsupervised", u);
Go(a, "T1", n);
var mid = a.State.ToArray();
Go(a, "T2", n);
foreach (var k in new[] { SleepKind.Measured, SleepKind.Shuffled })
{
    a.Restore(mid);
    Go(a, "sleep+T2", 2 * n, k);
}
