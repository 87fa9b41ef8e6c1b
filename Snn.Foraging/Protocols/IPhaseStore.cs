namespace Snn.Foraging.Protocols;

/// <summary>Where the records of phases are kept between one worker and the next, and from a killed run to its resumption.</summary>
internal interface IPhaseStore
{
    /// <summary>What is kept of a phase; null when it has not begun.</summary>
    PhaseRecord? Load(int seed, PhaseNode node);

    /// <summary>Keeps a phase in place of what was kept of it.</summary>
    void Save(int seed, PhaseNode node, PhaseRecord record);
}
