using System.Globalization;
using System.Text.RegularExpressions;
using ILGPU.Backends;
using ILGPU.Backends.PTX;
using ILGPU.Runtime.Cuda;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Foraging.Agent;
using Snn.Foraging.Experiments;
using Snn.Foraging.Protocols;
using Snn.Gpu;

namespace Snn.Bench;

/// <summary>What a movement cycle costs a card, estimated without one. The forager's loop is run by a group of 32 real threads over types that
/// count: words touched, float operations, generator operations. Between two barriers a warp issues at least what its busiest thread does; the
/// sum of these is counted, and what a compiler adds (addresses, loops, branches) is taken from the kernel's PTX, as a ratio of all its
/// instructions to those that were counted.</summary>
internal static partial class KernelCost
{
    private const int Lanes = 32, Apart = 32, Cycles = 200;
    private static readonly long[] Memory = new long[Lanes * Apart], Floats = new long[Lanes * Apart], Words = new long[Lanes * Apart];
    private static long warpMemory, warpFloats, warpWords, barriers;

    [ThreadStatic]
    private static int lane;

    public static void Run(string? file)
    {
        string ptx = Ptx();
        if (file is not null)
            File.WriteAllText(file, ptx);
        var opcodes = Instruction().Matches(ptx).Select(m => m.Groups[1].Value).ToList();
        int counted = opcodes.Count(o => Counted().IsMatch(o));
        double overhead = (double)opcodes.Count / counted;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"PTX of the kernel: {ptx.Length:N0} characters, {opcodes.Count:N0} instructions, {counted:N0} of them memory, float or generator: 1 to {overhead:F2}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"virtual registers: {string.Join(", ", Registers().Matches(ptx).GroupBy(m => m.Groups[1].Value).Select(g => $"{g.Max(m => int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)):N0} {g.Key}"))}"));
        foreach (string phase in (ReadOnlySpan<string>)["T1", "sleep"])
            Print(phase, overhead);
    }

    private static void Print(string name, double overhead)
    {
        var agent = new Forager(new Experiment { Name = "kernel" }, 7, 7);
        foreach (string before in (ReadOnlySpan<string>)["unsupervised", "T1"])
        {
            agent.Begin(Phase.Parse(before), SleepKind.Measured);
            agent.Run(20_000);
        }

        agent.Begin(Phase.Parse(name), SleepKind.Measured);
        warpMemory = warpFloats = warpWords = barriers = 0;
        long all = 0;
        using var barrier = new Barrier(Lanes, _ =>
        {
            all += Sum(Memory);
            warpMemory += Largest(Memory);
            warpFloats += Largest(Floats);
            warpWords += Largest(Words);
            barriers++;
        });
        var threads = Enumerable.Range(0, Lanes).Select(k => new Thread(() =>
        {
            lane = k * Apart;
            agent.Body.Run<CountingMem, Team, CountingFloat, CountingFloat, CountingWord>(new(agent.Block), new(k, barrier), Cycles);
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());

        double warp = (double)(warpMemory + warpFloats + warpWords) / Cycles;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name}, a cycle: {all / Cycles:N0} words touched ({4.0 * all / Cycles / 1000:N0} kB), {barriers / Cycles:N0} barriers; a warp issues {warpMemory / Cycles:N0} memory, {warpFloats / Cycles:N0} float, {warpWords / Cycles:N0} generator operations, with the rest about {warp * overhead:N0} instructions"));
    }

    private static long Sum(long[] counts)
    {
        long sum = 0;
        for (int k = 0; k < Lanes; k++)
            sum += counts[k * Apart];
        return sum;
    }

    private static long Largest(long[] counts)
    {
        long most = 0;
        for (int k = 0; k < Lanes; k++)
        {
            most = Math.Max(most, counts[k * Apart]);
            counts[k * Apart] = 0;
        }

        return most;
    }

    private static string Ptx()
    {
        using var context = GpuContext.Create(_ => { });
        using var backend = new PTXBackend(context, CudaArchitecture.SM_90, PTXCodeGenerator.SupportedInstructionSets.First(), null!);
        return ((PTXCompiledKernel)backend.Compile(TrialKernel.EntryPoint<ForagerBody, WarpGroup>(), default)).PTXAssembly;
    }

    [GeneratedRegex(@"^\s*(?:@!?%\w+\s+)?([a-z]+[\w.]*)\s[^;]*;", RegexOptions.Multiline)]
    private static partial Regex Instruction();

    [GeneratedRegex(@"^(ld|st|atom|(add|sub|mul|div|sqrt|neg)(\.rn)?\.f32|selp|mul\.(hi|lo|wide)|xor)")]
    private static partial Regex Counted();

    [GeneratedRegex(@"\.reg (\.\w+)\s+%\w+<(\d+)>")]
    private static partial Regex Registers();

    private readonly struct Team(int number, Barrier barrier) : IGroup
    {
        public int Lane => number;

        public int Size => Lanes;

        public void Barrier() => barrier.SignalAndWait();

        public void Meet()
        {
        }
    }

    private readonly struct CountingMem(StateBlock block) : IMem
    {
        public ref float F(int at) => ref block.Mem.F(Count(at));

        public ref int I(int at) => ref block.Mem.I(Count(at));

        public ref float F(int at, int k) => ref F(at + k);

        public ref int I(int at, int k) => ref I(at + k);

        public void Scatter(int sums, int targets, int values, int width)
        {
            for (int k = 0; k < width; k++)
                F(sums + I(targets + k)) += F(values + k);
        }

        public void Prefetch(int at) => Memory[lane]++;

        public int Increment(int at) => Interlocked.Increment(ref I(at)) - 1;

        public void Or(int at, int bits) => Interlocked.Or(ref I(at), bits);

        private static int Count(int at)
        {
            Memory[lane]++;
            return at;
        }
    }

    private readonly struct CountingFloat(F1 value) : ILanes<CountingFloat>
    {
        private readonly F1 value = value;

        public static int Width => 1;

        public static int All => 1;

        public static CountingFloat Of(float value) => new(new(value));

        public static CountingFloat Load<M>(M mem, int at, int k = 0)
            where M : struct, IMem, allows ref struct => new(F1.Load(mem, at, k));

        public static void Store<M>(CountingFloat value, M mem, int at, int k = 0)
            where M : struct, IMem, allows ref struct => F1.Store(value.value, mem, at, k);

        public static CountingFloat Expand<M>(M mem, int at, int bits)
            where M : struct, IMem, allows ref struct => new(F1.Expand(mem, at, bits));

        public static void Compress<M>(CountingFloat value, M mem, int at, int bits)
            where M : struct, IMem, allows ref struct => F1.Compress(value.value, mem, at, bits);

        public static CountingFloat operator +(CountingFloat a, CountingFloat b) => Count(a.value + b.value);

        public static CountingFloat operator -(CountingFloat a, CountingFloat b) => Count(a.value - b.value);

        public static CountingFloat operator *(CountingFloat a, CountingFloat b) => Count(a.value * b.value);

        public static CountingFloat operator /(CountingFloat a, CountingFloat b) => Count(a.value / b.value, 8);

        public static CountingFloat Sqrt(CountingFloat a) => Count(F1.Sqrt(a.value), 8);

        public static CountingFloat IfGe(CountingFloat a, CountingFloat b, CountingFloat x, CountingFloat y) => Count(F1.IfGe(a.value, b.value, x.value, y.value));

        public static bool AnyGe(CountingFloat a, CountingFloat b) => F1.AnyGe(a.value, b.value);

        public static int MaskGe(CountingFloat a, CountingFloat b) => F1.MaskGe(a.value, b.value);

        public static int FirstLane(int mask) => 0;

        public static float Sum(CountingFloat a) => a.value.Value;

        public static CountingFloat Pow2(CountingFloat n) => Count(F1.Pow2(n.value));

        public static CountingFloat Exponent(CountingFloat a) => Count(F1.Exponent(a.value));

        public static CountingFloat Mantissa(CountingFloat a) => Count(F1.Mantissa(a.value));

        private static CountingFloat Count(F1 value, int operations = 1)
        {
            Floats[lane] += operations;
            return new(value);
        }
    }

    private readonly struct CountingWord(W1 value) : IWords<CountingWord>
    {
        private readonly W1 value = value;

        public static int Width => 1;

        public static CountingWord Of(uint value) => new(new(value));

        public static CountingWord From(uint first) => new(new(first));

        public static CountingWord operator ^(CountingWord a, CountingWord b) => Count(a.value ^ b.value, 1);

        public static void Multiply(CountingWord a, uint by, out CountingWord high, out CountingWord low)
        {
            W1.Multiply(a.value, by, out var h, out var l);
            high = Count(h, 2);
            low = new(l);
        }

        public static void StoreHalves(CountingWord a, float scale, float offset, ref float low, ref float high) => W1.StoreHalves(Count(a.value, 6).value, scale, offset, ref low, ref high);

        public static void StoreUnit(CountingWord a, ref float at) => W1.StoreUnit(Count(a.value, 3).value, ref at);

        public static void Store(CountingWord a, ref int at) => W1.Store(a.value, ref at);

        private static CountingWord Count(W1 value, int operations)
        {
            Words[lane] += operations;
            return new(value);
        }
    }
}
