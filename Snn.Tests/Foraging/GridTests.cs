using CsCheck;
using Snn.Core.Memory;
using Snn.Foraging.Experiments;
using Snn.Foraging.World;

namespace Snn.Tests.Foraging;

/// <summary>The world, against the rules as the paper states them and a picture of the grid kept by the test itself.</summary>
public class GridTests
{
    [Fact]
    public void No_two_particles_touch_also_after_many_were_eaten() =>
        Gen.Select(Gen.Int[1, 1000], Gen.Bool, Gen.Int[0, 6], Gen.Int[1, 3]).Sample(
            (seed, walls, task, colours) =>
            {
                var (block, grid) = New(new() { Walls = walls, Colours = colours });
                int types = ForagingTask.Types(task < 2 * colours ? TaskList.Rules(task) : ForagingTask.Unsupervised, 4 * colours);
                grid.LayOut(block.Mem, seed, 0, types, 3, 4);
                Check(block, grid, types, walls, 3, 4);
                for (int cycle = 1; cycle <= 200; cycle++)
                {
                    int eaten = cycle * 7 % grid.Particles(block.Mem);
                    var (x, y) = grid.Place(block.Mem, eaten);
                    int type = grid.TypeOf(block.Mem, eaten);
                    grid.Replace(block.Mem, eaten, seed, cycle, x, y);
                    Assert.Equal(type, grid.TypeOf(block.Mem, eaten));
                    Assert.NotEqual(eaten, grid.ParticleAt(block.Mem, x, y));
                }

                Check(block, grid, types, walls, -1, -1);
            },
            iter: 20);

    /// <summary>A layout that forgets the far side of the torus puts a particle on an agent in the corner once in twenty layouts: 200 of them miss it with a
    /// probability of 1e-4; the seeds are fixed.</summary>
    [Fact]
    public void No_particle_lies_on_an_agent_in_the_corner_of_the_torus()
    {
        var (block, grid) = New(new());
        for (int seed = 1; seed <= 200; seed++)
        {
            grid.LayOut(block.Mem, seed, 0, ForagingTask.Types(ForagingTask.Unsupervised, 4), 0, 0);
            Assert.All(Enumerable.Range(0, grid.Particles(block.Mem)), p => Assert.DoesNotContain((0, 0), Cells(block, grid, p)));
        }
    }

    [Fact]
    public void The_view_is_seven_by_seven_without_the_middle() =>
        Gen.Select(Gen.Int[1, 1000], Gen.Bool, Gen.Int[0, 49], Gen.Int[0, 49], Gen.Int[1, 6]).Sample(
            (seed, walls, x, y, colours) =>
            {
                var (block, grid) = New(new() { Walls = walls, Colours = colours });

                // The agent stands elsewhere while the world is laid out, so that the middle of the view may be taken.
                grid.LayOut(block.Mem, seed, 0, (1 << (4 * colours)) - 1, -1, -1);
                int[,] picture = Picture(block, grid);
                var expected = new List<int>();
                for (int k = 0; k < 49; k++)
                {
                    int column = x + (k % 7) - 3, row = y + (k / 7) - 3;
                    bool inside = column is >= 0 and < 50 && row is >= 0 and < 50;
                    if (k != 24 && (inside || !walls) && picture[(column + 50) % 50, (row + 50) % 50] is > 0 and var colour)
                        expected.Add(k + (49 * (colour - 1)));
                }

                int list = block.Length - 64;
                grid.Look(block.Mem, default(Solo), x, y);
                int count = grid.Seen(block.Mem, list);
                Assert.Equal(expected.Order(), block.Words.Slice(list, count).ToArray());
            },
            iter: 1000);

    [Fact]
    public void A_density_that_cannot_be_placed_is_refused()
    {
        Assert.Null(Grid.CheckPlacement(new()));
        Assert.Contains("world.density is 0.4", Grid.CheckPlacement(new() { Density = 0.4 }), StringComparison.Ordinal);
    }

    private static (StateBlock Block, Grid Grid) New(WorldSettings world)
    {
        var block = new StateBlock(Grid.Words(world) + 64);
        var grid = new Grid(0);
        grid.Set(block.Mem, world);
        return (block, grid);
    }

    /// <summary>Colours of the cells, from 1.</summary>
    private static int[,] Picture(StateBlock block, Grid grid)
    {
        var picture = new int[50, 50];
        for (int p = 0; p < grid.Particles(block.Mem); p++)
        {
            foreach (var (x, y) in Cells(block, grid, p))
                picture[x, y] = 1 + (grid.TypeOf(block.Mem, p) / 4);
        }

        return picture;
    }

    private static (int X, int Y)[] Cells(StateBlock block, Grid grid, int particle)
    {
        var (x, y) = grid.Place(block.Mem, particle);

        // Horizontal, vertical, rising to the right, falling to the right; rows count downwards.
        (int dx, int dy) = (grid.TypeOf(block.Mem, particle) % 4) switch { 0 => (1, 0), 1 => (0, 1), 2 => (1, -1), _ => (1, 1) };
        return [(x, y), ((x + dx + 50) % 50, (y + dy + 50) % 50)];
    }

    private static void Check(StateBlock block, Grid grid, int types, bool walls, int agentX, int agentY)
    {
        int n = grid.Particles(block.Mem);
        Assert.Equal(124, n);
        Assert.False(grid.Jammed(block.Mem));
        var cells = Enumerable.Range(0, n).Select(p => Cells(block, grid, p)).ToArray();
        for (int type = 0; type < 32; type++)
        {
            int present = Enumerable.Range(0, n).Count(p => grid.TypeOf(block.Mem, p) == type);
            double each = (types >> type & 1) != 0 ? (double)n / int.PopCount(types) : 0;
            Assert.InRange(present, Math.Floor(each), Math.Ceiling(each));
        }

        for (int a = 0; a < n; a++)
        {
            Assert.DoesNotContain((agentX, agentY), cells[a]);
            Assert.All(cells[a], c => Assert.Equal(a, grid.ParticleAt(block.Mem, c.X, c.Y)));
            for (int b = a + 1; b < n; b++)
                Assert.All(cells[a], p => Assert.All(cells[b], q => Assert.True(Apart(p.X, q.X, walls) > 1 || Apart(p.Y, q.Y, walls) > 1)));
        }
    }

    private static int Apart(int a, int b, bool walls)
    {
        int d = Math.Abs(a - b);
        return walls ? d : Math.Min(d, 50 - d);
    }
}
