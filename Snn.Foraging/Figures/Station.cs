namespace Snn.Foraging.Figures;

/// <summary>A moment of a run that figures look at: the end of a phase.</summary>
/// <param name="Title">What it is called, for example <c>after sleep+T2</c>.</param>
/// <param name="Condition">A condition that goes through it.</param>
/// <param name="Index">Number of the phase in that condition, from 0.</param>
/// <param name="Phase">Name of the phase.</param>
internal sealed record Station(string Title, string Condition, int Index, string Phase)
{
    /// <summary>Conditions that the story is told with, where a run has them.</summary>
    private static readonly string[] Story = ["sequential", "interleaved", "sleep"];

    /// <summary>The conditions that figures show which cannot show all: those of the story, else the first three.</summary>
    public static IReadOnlyList<string> ConditionsShown(RunData run)
    {
        string[] story = [.. Story.Where(run.Conditions.Contains)];
        return story.Length > 0 ? story : [.. run.Conditions.Take(Story.Length)];
    }

    /// <summary>The ends of all phases of the conditions shown; a stretch that two conditions share stands once.</summary>
    public static IReadOnlyList<Station> Of(RunData run)
    {
        List<(string Path, Station Station)> stations = [];
        foreach (string condition in ConditionsShown(run))
        {
            string path = "";
            foreach (var (n, phase) in run.PhasesOf(condition).Index())
            {
                path += " / " + phase.Name;
                if (stations.All(s => s.Path != path))
                    stations.Add((path, new(n == 0 && phase.Name == "unsupervised" ? "untrained" : "after " + phase.Name, condition, n, phase.Name)));
            }
        }

        // Two with one title are told apart by their conditions.
        return [.. stations.Select(s => stations.Count(t => t.Station.Title == s.Station.Title) > 1
            ? s.Station with { Title = $"{s.Station.Title} ({s.Station.Condition})" } : s.Station)];
    }
}
