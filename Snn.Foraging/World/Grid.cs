using System.Numerics;
using System.Runtime.CompilerServices;
using Snn.Core.Lanes;
using Snn.Core.Memory;
using Snn.Core.Numerics;
using Snn.Foraging.Experiments;

namespace Snn.Foraging.World;

/// <summary>The grid world in a trial's memory: cells, particles, and the rule that no two particles touch, not even diagonally.
/// Particles are two cells long. A particle's type is its shape, 0 horizontal, 1 vertical, 2 positive diagonal, 3 negative diagonal (rows count
/// downwards), plus four times its colour.</summary>
/// <param name="At">Address of the world's words.</param>
public readonly record struct Grid(int At)
{
    /// <summary>Shapes of particles.</summary>
    public const int Shapes = 4;

    /// <summary>Most colours.</summary>
    public const int MostColours = 6;

    // Words before the arrays.
    private const int SizeWord = 0, CountWord = 1, WallsWord = 2, CellsWord = 3, ParticlesWord = 4, JammedWord = 5, ColoursWord = 6, ViewWord = 16;

    // A cell holds the number of its particle, from 1, and above it the number of its colour's first input.
    private const int ParticleBits = 16, ParticleMask = (1 << ParticleBits) - 1;

    /// <summary>Words before the arrays.</summary>
    internal const int Header = 32;

    /// <summary>Cells along a side of the field of view.</summary>
    public const int View = 7;

    private const int RandomTries = 256;

    /// <summary>Words that a world takes.</summary>
    public static int Words(WorldSettings world) => Header + (world.Size * world.Size) + (3 * Count(world));

    /// <summary>Particles that a density asks for: two cells each.</summary>
    public static int Count(WorldSettings world) => Math.Max(2, (int)(world.Size * world.Size * world.Density / 2) / 2 * 2);

    /// <summary>Writes the world's constants.</summary>
    public void Set<M>(M mem, WorldSettings world)
        where M : struct, IMem, allows ref struct
    {
        mem.I(At, SizeWord) = world.Size;
        mem.I(At, CountWord) = Count(world);
        mem.I(At, WallsWord) = world.Walls ? 1 : 0;
        mem.I(At, CellsWord) = At + Header;
        mem.I(At, ParticlesWord) = At + Header + (world.Size * world.Size);
        mem.I(At, ColoursWord) = world.Colours;
    }

    /// <summary>Says why a world cannot be laid out, or null. Random placement jams far below the densest packing; twenty trial layouts tell.</summary>
    public static string? CheckPlacement(WorldSettings world)
    {
        ArgumentNullException.ThrowIfNull(world);
        var block = new StateBlock(Words(world));
        var grid = new Grid(0);
        grid.Set(block.Mem, world);
        for (int seed = 1; seed <= 20; seed++)
        {
            grid.LayOut(block.Mem, seed, 0, (1 << (Shapes * world.Colours)) - 1, world.Size / 2, world.Size / 2);
            if (grid.Jammed(block.Mem))
                return $"world.density is {world.Density}: {Count(world)} particles cannot be placed at random on {world.Size} x {world.Size} cells without touching; lower the density (0.10 is usual)";
        }

        return null;
    }

    /// <summary>Cells along a side.</summary>
    public int Size<M>(M mem)
        where M : struct, IMem, allows ref struct => mem.I(At, SizeWord);

    /// <summary>Number of particles.</summary>
    public int Particles<M>(M mem)
        where M : struct, IMem, allows ref struct => mem.I(At, CountWord);

    /// <summary>Number of particle types.</summary>
    public int Types<M>(M mem)
        where M : struct, IMem, allows ref struct => Shapes * mem.I(At, ColoursWord);

    /// <summary>True if a particle found no legal place.</summary>
    public bool Jammed<M>(M mem)
        where M : struct, IMem, allows ref struct => mem.I(At, JammedWord) != 0;

    /// <summary>Type of a particle.</summary>
    public int TypeOf<M>(M mem, int particle)
        where M : struct, IMem, allows ref struct => mem.I(mem.I(At, ParticlesWord) + (3 * particle) + 2);

    /// <summary>First cell of a particle.</summary>
    public (int X, int Y) Place<M>(M mem, int particle)
        where M : struct, IMem, allows ref struct
    {
        int at = mem.I(At, ParticlesWord) + (3 * particle);
        return (mem.I(at), mem.I(at + 1));
    }

    /// <summary>Column step to a particle's second cell.</summary>
    public static int StepX(int type) => (type & 3) == 1 ? 0 : 1;

    /// <summary>Row step to a particle's second cell.</summary>
    public static int StepY(int type) => (type & 3) == 0 ? 0 : (type & 3) == 2 ? -1 : 1;

    /// <summary>Clears the world and lays out particles of the types in a bit mask, equally many of each.</summary>
    /// <param name="mem">Memory.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="cycle">Cycle, for the key.</param>
    /// <param name="types">Bit mask of types.</param>
    /// <param name="agentX">Column of the agent: no particle is put on it.</param>
    /// <param name="agentY">Row of the agent.</param>
    public void LayOut<M>(M mem, int seed, int cycle, int types, int agentX, int agentY)
        where M : struct, IMem, allows ref struct
    {
        int size = Size(mem), cells = mem.I(At, CellsWord), particles = mem.I(At, ParticlesWord);
        for (int i = 0; i < size * size; i++)
            mem.I(cells + i) = 0;
        mem.I(At, JammedWord) = 0;
        int kinds = Types(mem), type = kinds - 1;
        for (int p = 0; p < Particles(mem); p++)
        {
            type = NextType(types, kinds, type);
            mem.I(particles + (3 * p) + 2) = type;
            Put(mem, p, seed, Draws.Layout, cycle, agentX, agentY);
        }
    }

    /// <summary>Takes an eaten particle away and puts it back, same type, at a random legal place.</summary>
    public void Replace<M>(M mem, int particle, int seed, int cycle, int agentX, int agentY)
        where M : struct, IMem, allows ref struct
    {
        Mark(mem, particle, 0);
        Put(mem, particle, seed, Draws.Replace, cycle, agentX, agentY);
    }

    /// <summary>Particle on a cell, or -1; cells beyond a wall are empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ParticleAt<M>(M mem, int x, int y)
        where M : struct, IMem, allows ref struct
    {
        int size = mem.I(At, SizeWord);
        bool outside = x < 0 || y < 0 || x >= size || y >= size;
        if (outside && mem.I(At, WallsWord) != 0)
            return -1;
        return (mem.I(mem.I(At, CellsWord) + (Wrap(y, size) * size) + Wrap(x, size)) & ParticleMask) - 1;
    }

    /// <summary>Marks the inputs of the cells around one that hold a particle, itself left out; all threads call it, and a barrier follows. Each colour has
    /// inputs of its own, one a cell in row order.</summary>
    /// <param name="mem">Memory.</param>
    /// <param name="group">Threads.</param>
    /// <param name="x">Column.</param>
    /// <param name="y">Row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Look<M, G>(M mem, G group, int x, int y)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        const int Half = View / 2;
        int size = mem.I(At, SizeWord);
        if (group.Size == 1 && x >= Half && x < size - Half && y >= Half && y < size - Half)
            LookAround(mem, mem.I(At, CellsWord) + ((y - Half) * size) + x - Half, size);
        else
            LookAcross(mem, group, x, y, size);
    }

    /// <summary>One thread, far from every edge: rows of cells side by side, nothing to wrap.</summary>
    private void LookAround<M>(M mem, int corner, int size)
        where M : struct, IMem, allows ref struct
    {
        const int Here = View * View / 2;
        for (int k = 0; k < View * View; corner += size)
        {
            for (int dx = 0; dx < View; dx++, k++)
            {
                int cell = mem.I(corner + dx);
                if (cell != 0 && k != Here)
                    Mark(mem, k + (cell >> ParticleBits));
            }
        }
    }

    /// <summary>Any threads, anywhere: a cell each, round the torus or not beyond the wall.</summary>
    private void LookAcross<M, G>(M mem, G group, int x, int y, int size)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        int cells = mem.I(At, CellsWord);
        bool walls = mem.I(At, WallsWord) != 0;
        for (int k = group.Lane; k < View * View; k += group.Size)
        {
            int dy = (k / View) - (View / 2), dx = (k % View) - (View / 2);
            int row = Wrap(y + dy, size), column = Wrap(x + dx, size);
            int cell = mem.I(cells + (row * size) + column);
            bool there = cell != 0 & (!walls | row == y + dy) & (!walls | column == x + dx) & (dx | dy) != 0;
            if (there)
                Mark(mem, k + (cell >> ParticleBits));
        }
    }

    private void Mark<M>(M mem, int input)
        where M : struct, IMem, allows ref struct => mem.Or(At + ViewWord + (input >> 5), 1 << (input & 31));

    /// <summary>Writes the inputs marked by <see cref="Look"/> into a list, in ascending order, takes the marks away and returns their count.</summary>
    public int Seen<M>(M mem, int ids)
        where M : struct, IMem, allows ref struct
    {
        int count = 0, words = ((View * View * mem.I(At, ColoursWord)) + 31) / 32;
        for (int word = 0; word < words; word++)
        {
            int marks = mem.I(At + ViewWord + word);
            mem.I(At + ViewWord + word) = 0;
            for (; marks != 0; marks &= marks - 1)
                mem.I(ids + count++) = (word * 32) + BitOperations.TrailingZeroCount(marks);
        }

        return count;
    }

    /// <summary>A coordinate after a step: round the torus, or stopped by the wall.</summary>
    public int Move<M>(M mem, int from, int step)
        where M : struct, IMem, allows ref struct
    {
        int size = Size(mem), to = from + step;
        if (mem.I(At, WallsWord) != 0)
            return to < 0 || to >= size ? from : to;
        return Wrap(to, size);
    }

    private static int NextType(int types, int kinds, int after)
    {
        int type = after;
        do
            type = type + 1 == kinds ? 0 : type + 1;
        while ((types >> type & 1) == 0);
        return type;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Wrap(int x, int size) => x < 0 ? x + size : x >= size ? x - size : x;

    /// <summary>Draws places until one is legal; after many misses takes the next legal one after a random start.</summary>
    private void Put<M>(M mem, int particle, int seed, int purpose, int cycle, int agentX, int agentY)
        where M : struct, IMem, allows ref struct
    {
        int size = Size(mem), cells = size * size, type = TypeOf(mem, particle);
        int place = -1, last = 0;
        for (int attempt = 0; place < 0 && attempt < RandomTries; attempt++)
        {
            last = Philox.Below(Philox.Draw(seed, purpose, cycle, (particle * RandomTries) + attempt).X.Value, cells);
            place = Legal(mem, last % size, last / size, type, agentX, agentY) ? last : -1;
        }

        for (int k = 0; place < 0 && k < cells; k++)
        {
            int next = (last + k) % cells;
            place = Legal(mem, next % size, next / size, type, agentX, agentY) ? next : -1;
        }

        if (place < 0)
        {
            mem.I(At, JammedWord) = 1;
        }
        else
        {
            int at = mem.I(At, ParticlesWord) + (3 * particle);
            mem.I(at) = place % size;
            mem.I(at + 1) = place / size;
            Mark(mem, particle, particle + 1 + (type / Shapes * View * View << ParticleBits));
        }
    }

    private void Mark<M>(M mem, int particle, int value)
        where M : struct, IMem, allows ref struct
    {
        int size = Size(mem), cells = mem.I(At, CellsWord), type = TypeOf(mem, particle);
        var (x, y) = Place(mem, particle);
        mem.I(cells + (y * size) + x) = value;
        mem.I(cells + (Wrap(y + StepY(type), size) * size) + Wrap(x + StepX(type), size)) = value;
    }

    /// <summary>True if a particle may lie here: inside walls, off the agent, all cells around both of its own empty.</summary>
    private bool Legal<M>(M mem, int x, int y, int type, int agentX, int agentY)
        where M : struct, IMem, allows ref struct
    {
        int size = Size(mem), x2 = x + StepX(type), y2 = y + StepY(type);
        bool inside = mem.I(At, WallsWord) == 0 || (x2 < size && y2 >= 0 && y2 < size);
        bool onAgent = (x == agentX && y == agentY) || (Wrap(x2, size) == agentX && Wrap(y2, size) == agentY);
        return inside && !onAgent && Free(mem, x, y) && Free(mem, x2, y2);
    }

    private bool Free<M>(M mem, int x, int y)
        where M : struct, IMem, allows ref struct
    {
        int met = 0;
        for (int dy = -1; dy <= 1; dy++)
        {
            for (int dx = -1; dx <= 1; dx++)
                met += ParticleAt(mem, x + dx, y + dy) >= 0 ? 1 : 0;
        }

        return met == 0;
    }
}

/// <summary>Purposes of the forager's random numbers.</summary>
public static class Draws
{
    /// <summary>Laying out a world.</summary>
    public const int Layout = (int)Purpose.Body + 16;

    /// <summary>Putting an eaten particle back.</summary>
    public const int Replace = (int)Purpose.Body + 32;

    /// <summary>Choosing a move.</summary>
    public const int Policy = (int)Purpose.Body + 48;

    /// <summary>Storing and drawing experience.</summary>
    public const int Memory = (int)Purpose.Body + 80;

    /// <summary>Shuffling the cycles of a watched sleep.</summary>
    public const int Shuffle = (int)Purpose.Body + 64;

    /// <summary>What remedies draw.</summary>
    public const int Remedies = (int)Purpose.Body + 128;

    /// <summary>Slipping.</summary>
    public const int Slip = (int)Purpose.Body + 80;

    /// <summary>Which tasks conflict how.</summary>
    public const int Conflict = (int)Purpose.Body + 96;

    /// <summary>Which tasks are how slippery.</summary>
    public const int Slippery = (int)Purpose.Body + 112;

    /// <summary>Falling asleep at random.</summary>
    public const int SleepTimes = (int)Purpose.Body + 160;
}
