using System.Globalization;
using System.Text;
using Snn.Foraging.Agent;
using Snn.Foraging.Protocols;
using Snn.Foraging.World;

namespace Snn.Foraging.Runs;

/// <summary>The tables of a run folder: <c>scores.csv</c>, <c>walks.csv</c>, <c>particles.csv</c>. Numbers read back to the
/// same bits; an undefined score is an empty cell.</summary>
internal static class CsvFiles
{
    /// <summary>Every frozen test, sorted by condition, seed, cycle, task.</summary>
    public static string Scores(IReadOnlyList<string> tasks, IEnumerable<(string Condition, int Seed, TrialTest Test)> tests)
    {
        var text = new StringBuilder("condition,seed,phase,cycle,task,score,food_per_move\n");
        foreach (var (condition, seed, test) in tests.OrderBy(t => t.Condition, StringComparer.Ordinal).ThenBy(t => t.Seed).ThenBy(t => t.Test.Cycle).ThenBy(t => t.Test.Task))
            text.Append(CultureInfo.InvariantCulture, $"{condition},{seed},{test.Phase},{test.Cycle},{tasks[test.Task]},{test.Result.Score:R},{test.Result.FoodPerMove:R}\n");
        return text.ToString();
    }

    /// <summary>Sleeps that were not on the clock; start counts all cycles of the trial.</summary>
    public static string Sleeps(IEnumerable<(string Condition, int Seed, string Phase, SleepEpisode Sleep)> sleeps)
    {
        var text = new StringBuilder("condition,seed,phase,start,cycles\n");
        foreach (var (condition, seed, phase, sleep) in sleeps)
            text.Append(CultureInfo.InvariantCulture, $"{condition},{seed},{phase},{sleep.Start},{sleep.Cycles}\n");
        return text.ToString();
    }

    /// <summary>Recorded walks: step 0 is where the agent stood; <c>ate</c> is the particle's type or -1.</summary>
    public static string Walks(IEnumerable<(string Condition, int Seed, string Phase, int Task, Walk Walk)> walks)
    {
        var text = new StringBuilder("condition,seed,phase,task,step,x,y,ate\n");
        foreach (var (condition, seed, phase, task, walk) in walks)
        {
            var step = 0;
            foreach (var at in walk.Steps.Prepend(walk.Start with { Ate = -1 }))
                text.Append(CultureInfo.InvariantCulture, $"{condition},{seed},{phase},{TaskList.Name(task)},{step++},{at.X},{at.Y},{at.Ate}\n");
        }
        return text.ToString();
    }

    /// <summary>Particles at the start of the recorded walks.</summary>
    public static string Particles(IEnumerable<(string Condition, int Seed, string Phase, int Task, Walk Walk)> walks)
    {
        var text = new StringBuilder("condition,seed,phase,task,type,x1,y1,x2,y2\n");
        foreach (var (condition, seed, phase, task, walk) in walks)
        {
            foreach (var p in walk.Particles)
                text.Append(CultureInfo.InvariantCulture, $"{condition},{seed},{phase},{TaskList.Name(task)},{p.Type},{p.X1},{p.Y1},{p.X2},{p.Y2}\n");
        }
        return text.ToString();
    }
}
