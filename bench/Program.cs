using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Snn.Bench;

// dotnet run -c Release --project bench/Snn.Bench.csproj -- --filter '*'
// dotnet run -c Release --project bench/Snn.Bench.csproj -- kernel [FILE]     (writes the kernel's PTX there, for ptxas -v)
if (args is ["kernel", .. var file])
    KernelCost.Run(file.FirstOrDefault());
else
    BenchmarkSwitcher.FromAssembly(typeof(MovementCycle).Assembly).Run(args, DefaultConfig.Instance);
