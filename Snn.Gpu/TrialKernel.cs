using System.Reflection;
using System.Runtime.InteropServices;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using Snn.Core.Engines;
using Snn.Core.Lanes;
using Snn.Core.Memory;

namespace Snn.Gpu;

/// <summary>What one group of threads is to do in a launch.</summary>
/// <typeparam name="TBody">What drives the network.</typeparam>
/// <param name="Body">The trial's body: networks of different seeds have their parts at different addresses.</param>
/// <param name="Slot">Where the trial lies.</param>
/// <param name="Windows">Windows to advance.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Errand<TBody>(TBody Body, int Slot, int Windows)
    where TBody : unmanaged, ITrialBody;

/// <summary>The one kernel: each group of threads advances one trial, with the same code that the CPU engine runs.</summary>
public static class TrialKernel
{
    /// <summary>Body of the kernel.</summary>
    /// <typeparam name="TBody">What drives the networks: a public struct of whole numbers and floats. ILGPU takes no bool here.</typeparam>
    /// <typeparam name="G">The threads of a trial: <see cref="BlockGroup"/>, or <see cref="Solo"/> where one thread does it all and no barrier is needed.</typeparam>
    /// <param name="words">The trials' blocks, one behind the other.</param>
    /// <param name="heads">For each errand, the first words of its block: as the host wants them before, as they are after.</param>
    /// <param name="errands">What is to be done.</param>
    /// <param name="stride">Words from one block to the next.</param>
    /// <param name="shared">Number of words that the host exchanges.</param>
    /// <param name="address">Where the first block lies in a card's memory.</param>
    public static void Run<TBody, G>(ArrayView<int> words, ArrayView<int> heads, ArrayView<Errand<TBody>> errands, int stride, int shared, long address)
        where TBody : unmanaged, ITrialBody
        where G : struct, IGroup
    {
        G group = default;
        int number = Grid.IdxX * (Group.DimX / group.Size) + Group.IdxX / group.Size;
        if (number >= errands.IntLength)
            return;
        var errand = errands[number];
        var body = errand.Body;
        long first = (long)errand.Slot * stride;
        var mem = new ViewMem(words.SubView(first, stride), address + sizeof(int) * first);
        long head = (long)number * shared;
        for (int k = group.Lane; k < shared; k += group.Size)
            mem.I(k) = heads[head + k];
        group.Barrier();
        body.Run<ViewMem, G, F1, F1, W1>(mem, group, errand.Windows);
        group.Barrier();
        for (int k = group.Lane; k < shared; k += group.Size)
            heads[head + k] = mem.I(k);
    }

    /// <summary>The kernel for one kind of body and of group, as compilers and accelerators take it.</summary>
    public static MethodInfo Method<TBody, G>()
        where TBody : unmanaged, ITrialBody
        where G : struct, IGroup =>
        typeof(TrialKernel).GetMethod(nameof(Run), BindingFlags.Public | BindingFlags.Static)!.MakeGenericMethod(typeof(TBody), typeof(G));

    /// <summary>The kernel as a backend compiles it.</summary>
    public static EntryPointDescription EntryPoint<TBody, G>()
        where TBody : unmanaged, ITrialBody
        where G : struct, IGroup => EntryPointDescription.FromExplicitlyGroupedKernel(Method<TBody, G>());
}
