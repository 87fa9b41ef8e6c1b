using System.Reflection;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using Snn.Core.Engines;
using Snn.Core.Lanes;

namespace Snn.Gpu;

/// <summary>The one kernel: each group of threads advances one trial, with the same code that the CPU engine runs.</summary>
public static class TrialKernel
{
    /// <summary>Body of the kernel.</summary>
    /// <typeparam name="TBody">What drives the networks: a public struct of whole numbers and floats. ILGPU takes no bool here.</typeparam>
    /// <param name="words">The trials' blocks, one behind the other.</param>
    /// <param name="bodies">The body of each trial: networks of different seeds have their parts at different addresses.</param>
    /// <param name="stride">Words from one block to the next.</param>
    /// <param name="windows">Windows to advance.</param>
    public static void Run<TBody>(ArrayView<int> words, ArrayView<TBody> bodies, int stride, int windows)
        where TBody : unmanaged, ITrialBody
    {
        int trial = Grid.IdxX;
        var body = bodies[trial];
        body.Run<ViewMem, BlockGroup, F1, W1>(new(words.SubView((long)trial * stride, stride)), default, windows);
    }

    /// <summary>The kernel for one kind of body, as compilers and accelerators take it.</summary>
    public static EntryPointDescription EntryPoint<TBody>()
        where TBody : unmanaged, ITrialBody
    {
        var open = typeof(TrialKernel).GetMethod(nameof(Run), BindingFlags.Public | BindingFlags.Static)!;
        return EntryPointDescription.FromExplicitlyGroupedKernel(open.MakeGenericMethod(typeof(TBody)));
    }
}
