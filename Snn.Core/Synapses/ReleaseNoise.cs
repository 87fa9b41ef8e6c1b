using System.Runtime.CompilerServices;
using Snn.Core.Engines;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Numerics;

namespace Snn.Core.Synapses;

/// <summary>Release variability: every synaptic event is scaled by a factor uniform in [1 - R, 1 + R]
/// (Golden et al. 2022, Methods; there R = 0.12). Factors have 16 bits, eight to a call of the generator; factor k of a window belongs to
/// the k-th place in the target population's list of events: places that fill up a row count too, and in a touched population all incoming
/// projections share one count.</summary>
public static class ReleaseNoise
{
    /// <summary>Factors of one block: 16 counters, four words each, two halves each. Scratch is a multiple of it.</summary>
    public const int Block = 128;

    /// <summary>Fills a projection's noise scratch with at least <paramref name="count"/> factors. All threads call it; a barrier follows.</summary>
    public static void Fill<M, G, W>(M mem, G group, int proj, int count)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
        where W : struct, IWords<W>
    {
        int to = mem.I(proj, Proj.NoiseScratch);
        int seed = mem.I(Head.Seed), purpose = mem.I(proj, Proj.NoisePurpose), window = mem.I(Head.Window);
        float r = mem.F(proj, Proj.Noise);
        float scale = r * (1f / 32768f), offset = 1f - r;
        int counters = (count + Block - 1) / Block * 16;
        for (int c = group.Lane * W.Width; c < counters; c += group.Size * W.Width)
        {
            // Counter c = 16 block + lane; its eight factors stand 16 apart, so that lanes write side by side.
            int at = to + (c >> 4) * Block + (c & 15);
            var draw = Philox.Draw(seed, purpose, window, W.From((uint)c));
            W.StoreHalves(draw.X, scale, offset, ref mem.F(at), ref mem.F(at + 16));
            W.StoreHalves(draw.Y, scale, offset, ref mem.F(at + 32), ref mem.F(at + 48));
            W.StoreHalves(draw.Z, scale, offset, ref mem.F(at + 64), ref mem.F(at + 80));
            W.StoreHalves(draw.V, scale, offset, ref mem.F(at + 96), ref mem.F(at + 112));
        }

        group.Barrier();
    }

    /// <summary>One factor, for the <paramref name="k"/>-th event: the same that <see cref="Fill"/> writes at k.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float One<M>(M mem, int proj, int k)
        where M : struct, IMem, allows ref struct
    {
        float r = mem.F(proj, Proj.Noise);
        int inBlock = k & (Block - 1);
        var draw = Philox.Draw(mem.I(Head.Seed), mem.I(proj, Proj.NoisePurpose), mem.I(Head.Window), (k >> 7 << 4) + (inBlock & 15));
        int half = inBlock >> 4;
        int word = half >> 1;
        uint bits = word == 0 ? draw.X.Value : word == 1 ? draw.Y.Value : word == 2 ? draw.Z.Value : draw.V.Value;
        int value = (int)((half & 1) == 0 ? bits & 0xffff : bits >> 16);
        return (value + 0.5f) * (r * (1f / 32768f)) + (1f - r);
    }
}
