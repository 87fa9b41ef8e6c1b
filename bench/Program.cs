using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Snn.Bench;

// dotnet run -c Release --project bench/Snn.Bench.csproj -- --filter '*'
// dotnet run -c Release --project bench/Snn.Bench.csproj -- kernel
if (args is ["kernel"])
    KernelCost.Run();
else
    BenchmarkSwitcher.FromAssembly(typeof(MovementCycle).Assembly).Run(args, DefaultConfig.Instance);
