using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Snn.Bench;

// dotnet run -c Release --project bench/Snn.Bench.csproj -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(MovementCycle).Assembly).Run(args, DefaultConfig.Instance);
