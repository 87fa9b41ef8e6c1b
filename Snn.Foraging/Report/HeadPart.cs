namespace Snn.Foraging.Report;

/// <summary>Title, what was run, and what this report cannot say.</summary>
internal static class HeadPart
{
    /// <summary>Writes the part.</summary>
    public static void Write(Html page, RunFiles files)
    {
        page.Raw($"<h1>{Html.Text(files.Data.Experiment)}</h1>");
        if (files.Fact("description").Length > 0)
            page.Raw($"<p class=\"lead\">{Html.Text(files.Fact("description"))}</p>");
        string[] facts =
        [
            files.Metrics is { } m ? $"{(files.Lives > 1 ? $"{Html.Count((m.Seeds.Count + files.Lives - 1) / files.Lives, "network")} with {files.Count(m.Seeds.Count)} in all" : files.Count(m.Seeds.Count))} (seed{(m.Seeds.Count == 1 ? "" : "s")} {string.Join(", ", m.Seeds)})" : "",
            files.Fact("device"), files.Fact("finished").Length > 0 ? "finished " + files.Fact("finished") : files.Fact("status"),
            files.Fact("commit").Length > 0 ? "commit " + files.Fact("commit")[..Math.Min(12, files.Fact("commit").Length)] : "",
            files.Fact("weights_checksum").Length > 0 ? "weights " + files.Fact("weights_checksum") : "",
        ];
        page.Note(string.Join(" · ", facts.Where(f => f.Length > 0)));
        string[] missing = [.. Missing(files)];
        if (missing.Length > 0)
            page.Raw("<div class=\"missing\"><strong>What is missing</strong>").List(missing).Raw("</div>");
    }

    private static IEnumerable<string> Missing(RunFiles files)
    {
        if (files.Metrics is null)
        {
            yield return $"This run has not finished (status: {(files.Fact("status").Length > 0 ? files.Fact("status") : "unknown")}). Scores, weights and figures are written when it ends; nothing here is a result yet. "
                + "The command that began it goes on from its last checkpoint with --resume added.";
            yield break;
        }

        if (files.Metrics.Seeds.Count == 1)
            yield return $"One {(files.Lives > 1 ? "life" : "network")} only: there are no standard deviations, no intervals and no comparisons, and nothing here says how another network would fare.";
        else if (files.Metrics.Seeds.Count < 4)
            yield return $"{files.Count(files.Metrics.Seeds.Count)}: the intervals are drawn from so few values that they are too narrow.";
        if (files.Lives > 1 && files.Metrics.Seeds.Count > 1)
            yield return "Lives of one network are not independent of each other: intervals and deviations over lives say less of other networks than they seem to.";
        if (files.Data.Rules is not null)
            yield break;
        if (!files.Sleeps)
            yield return "No condition of this run sleeps: it says nothing about what sleep does, and there is no replay to look at.";
        if (files.Row("sequential") is null && files.Rows.Count > 1 && !files.Data.SpeedOnly)
            yield return $"There is no condition 'sequential': conditions are compared with '{Metrics.ResultRow.Reference(files.Rows).Label}' instead.";
        if (files.Data.Tracks.Count == 0)
            yield return "There is no weights.h5: no figure of the weights.";
        else if (!TrajectoryPart.IsThere(files))
            yield return "The snapshots of the weights span fewer than three directions: there is no way through weight space to look at. More of them (schedule.snapshots) may help.";
        if (files.Data.Recordings.Count == 0)
            yield return "There is no recordings.h5: no receptive fields, no spikes, no replay of the agent.";
        if (files.Geometry is { } geometry && geometry.TryGetProperty("networks", out var networks) && networks.EnumerateArray().All(n => n.GetProperty("lives").GetArrayLength() < 2))
            yield return "Each network has one life only: distances from the sets of other lives, the boundary between tasks and the overlap of subspaces are undefined, and their figures are left out. They need lives = 2 or more, and as many seeds.";
        if (files.Sleeps && files.Data.Replay is null)
            yield return "There is no replay.json: what sleep replays was not measured.";
    }
}
