using System.Runtime.CompilerServices;
using Snn.Core.Lanes;

namespace Snn.Core.Numerics;

/// <summary>What a random number is for: part of its key, so that two uses never share one.</summary>
public enum Purpose
{
    /// <summary>Which synapses exist.</summary>
    Wiring = 1,

    /// <summary>Initial weights.</summary>
    Weights = 2,

    /// <summary>Delays.</summary>
    Delays = 3,

    /// <summary>Initial membrane potentials.</summary>
    Potentials = 4,

    /// <summary>Release noise: plus 16 times the projection.</summary>
    Release = 5,

    /// <summary>Poisson spikes: plus 16 times the population.</summary>
    Poisson = 6,

    /// <summary>For the use of whatever body drives the network: plus 16 times a number of its own.</summary>
    Body = 7,
}

/// <summary>Four random words.</summary>
/// <typeparam name="W">Lanes of words.</typeparam>
public readonly struct Four<W>
{
    /// <summary>The words.</summary>
    public readonly W X, Y, Z, V;

    /// <summary>Wraps four words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Four(W x, W y, W z, W v)
    {
        X = x;
        Y = y;
        Z = z;
        V = v;
    }
}

/// <summary>The counter-based generator Philox4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC11).
/// A number is a pure function of (seed, purpose, time, entity): nothing is drawn in order, so no order can change it.</summary>
public static class Philox
{
    private const uint M0 = 0xD2511F53, M1 = 0xCD9E8D57, K0 = 0x9E3779B9, K1 = 0xBB67AE85;

    /// <summary>Four words for each lane's entity.</summary>
    /// <param name="seed">Seed, first key word.</param>
    /// <param name="purpose">Purpose, second key word: <see cref="Purpose"/> + 16 * a number.</param>
    /// <param name="time">Window or cycle.</param>
    /// <param name="entity">Entities, one a lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four<W> Draw<W>(int seed, int purpose, int time, W entity)
        where W : struct, IWords<W> => Rounds((uint)seed, (uint)purpose, entity, W.Of((uint)time), W.Of(0), W.Of(0));

    /// <summary>Four words for one entity.</summary>
    public static Four<W1> Draw(int seed, int purpose, int time, int entity) =>
        Draw(seed, purpose, time, new W1((uint)entity));

    /// <summary>A float in (0, 1), from a word's upper 23 bits: never 0, never 1.</summary>
    public static float Unit(uint word) => ((int)(word >> 9) + 0.5f) * (1f / 8388608f);

    /// <summary>A whole number in [0, count), from a word.</summary>
    public static int Below(uint word, int count) => (int)(((ulong)word * (uint)count) >> 32);

    /// <summary>The ten rounds, as published: counter (a, b, c, d), key (k0, k1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Four<W> Rounds<W>(uint k0, uint k1, W a, W b, W c, W d)
        where W : struct, IWords<W>
    {
        for (int round = 0; round < 10; round++)
        {
            W.Multiply(a, M0, out var high0, out var low0);
            W.Multiply(c, M1, out var high1, out var low1);
            a = high1 ^ b ^ W.Of(k0);
            b = low1;
            c = high0 ^ d ^ W.Of(k1);
            d = low0;
            k0 += K0;
            k1 += K1;
        }

        return new(a, b, c, d);
    }
}
