using Snn.Core.Engines;
using Snn.Core.Memory;

namespace Snn.Core.Sleep;

/// <summary>The sleep-wake schedule: brain states in turn, each for so many windows. Whoever lets the network live can end an episode before its time
/// (<see cref="Cut"/>): so do schedules that adapt (<see cref="SleepPressure"/>).</summary>
public static class Alternation
{
    /// <summary>Steps the schedule by one window. All threads call it and get the same answer.</summary>
    /// <returns>True if a new episode begins with this window: the caller enters the state of <see cref="Head.Episode"/>.</returns>
    public static bool Next<M, G>(M mem, G group)
        where M : struct, IMem, allows ref struct
        where G : struct, IGroup
    {
        int episodes = mem.I(Head.Episodes), left = mem.I(Head.EpisodeLeft), episode = mem.I(Head.Episode);
        bool begins = left == 0;
        if (begins)
        {
            episode = episode + 1 == episodes ? 0 : episode + 1;
            left = mem.I(Head.EpisodeTable + 2 * episode + 1);
        }

        group.Barrier();
        if (group.Lane == 0)
        {
            mem.I(Head.Episode) = episode;
            mem.I(Head.EpisodeLeft) = left - 1;
        }

        group.Barrier();
        return begins;
    }

    /// <summary>Ends the running episode: the next begins with the next window.</summary>
    /// <param name="mem">Memory, between two stretches of life.</param>
    /// <param name="windows">How long the next one lasts, now and whenever its turn comes again.</param>
    public static void Cut<M>(M mem, int windows)
        where M : struct, IMem, allows ref struct
    {
        int next = mem.I(Head.Episode) + 1 == mem.I(Head.Episodes) ? 0 : mem.I(Head.Episode) + 1;
        mem.I(Head.EpisodeTable + (2 * next) + 1) = windows;
        mem.I(Head.EpisodeLeft) = 0;
    }

    /// <summary>Sets the schedule and rewinds it.</summary>
    /// <param name="mem">Memory.</param>
    /// <param name="episodes">Brain state and number of windows of each entry, in turn.</param>
    /// <exception cref="ArgumentException">None, too many, or an empty one.</exception>
    public static void Set<M>(M mem, params ReadOnlySpan<(int State, int Windows)> episodes)
        where M : struct, IMem, allows ref struct
    {
        if (episodes.Length is 0 or > Head.MaxEpisodes)
            throw new ArgumentException($"{episodes.Length} episodes; a schedule has 1 to {Head.MaxEpisodes}", nameof(episodes));
        for (int e = 0; e < episodes.Length; e++)
        {
            if (episodes[e].Windows < 1)
                throw new ArgumentException($"episode {e + 1} lasts {episodes[e].Windows} windows; it must last at least 1", nameof(episodes));
            mem.I(Head.EpisodeTable + 2 * e) = episodes[e].State;
            mem.I(Head.EpisodeTable + 2 * e + 1) = episodes[e].Windows;
        }

        mem.I(Head.Episodes) = episodes.Length;
        mem.I(Head.Episode) = -1;
        mem.I(Head.EpisodeLeft) = 0;
    }
}
