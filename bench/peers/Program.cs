using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using Snn.Core.Engines;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Peers;

// Workload W4, closed loop: each trial's reward is given after the network has answered. Prints one JSON line.
int trials = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20_000;
var (network, body) = TrialWorkload.Build(seed: 1);
var state = network.NewState();
Run(2_000);
state.Words[body.At] = state.Words[body.At + 1] = 0;
var watch = Stopwatch.StartNew();
Run(trials);
double seconds = watch.Elapsed.TotalSeconds;
network.ThrowOnError(state);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"{{\"tool\":\"snn\",\"mode\":\"closed loop\",\"trials\":{trials},\"trials_per_second\":{trials / seconds:F1},\"hidden_spikes_per_trial\":{state.Words[body.At] / (double)trials:F2},\"output_spikes_per_trial\":{state.Words[body.At + 1] / (double)trials:F3}}}"));

void Run(int count)
{
    if (Vector512.IsHardwareAccelerated)
        body.Run<FlatMem, Solo, F16, F8, W16>(state.Mem, default, count);
    else
        body.Run<FlatMem, Solo, F8, F8, W16>(state.Mem, default, count);
}
