namespace Distill.Simulation;

/// <param name="Account">Banned.</param>
/// <param name="Time">When.</param>
/// <param name="Replacement">The account that took over.</param>
/// <param name="AvailableAt">From when the relay could use it.</param>
public sealed record CampaignBan(string Account, DateTimeOffset Time, string Replacement, DateTimeOffset AvailableAt);

/// <summary>
/// What is true of a simulation. Accounts, kinds and bans are known before the first event; counts and first calls are those of the events
/// read so far, complete once all are.
/// </summary>
public sealed class GroundTruth
{
    private readonly Dictionary<string, DateTimeOffset> _firstCalls = new(StringComparer.Ordinal);

    internal GroundTruth(
        string scenario,
        ulong seed,
        IReadOnlyDictionary<string, string> kinds,
        IReadOnlyList<string> hydra,
        DateTimeOffset? start,
        IReadOnlyList<CampaignBan> bans
    ) => (Scenario, Seed, Kinds, Hydra, Start, Bans) = (scenario, seed, kinds, hydra, start, bans);

    public string Scenario { get; }
    public ulong Seed { get; }

    /// <summary>Kind of every account that exists before the scenario ends; the campaign's are "hydra".</summary>
    public IReadOnlyDictionary<string, string> Kinds { get; }

    /// <summary>The campaign's accounts in order of joining.</summary>
    public IReadOnlyList<string> Hydra { get; }

    /// <summary>The campaign's start; null when there is none.</summary>
    public DateTimeOffset? Start { get; }

    /// <summary>The campaign's bans in order of time; those of innocents are in the events alone.</summary>
    public IReadOnlyList<CampaignBan> Bans { get; }

    public long Calls { get; private set; }

    /// <summary>Calls that the campaign made, decoys included; not those of an aged account's earlier life.</summary>
    public long HydraCalls { get; private set; }

    /// <summary>First call of each campaign account that has made one for the campaign.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> FirstCall => _firstCalls;

    internal void Restart()
    {
        (Calls, HydraCalls) = (0, 0);
        _firstCalls.Clear();
    }

    internal void Count(DateTimeOffset time, string account, bool hydra)
    {
        Calls++;
        if (!hydra)
        {
            return;
        }

        HydraCalls++;
        _firstCalls.TryAdd(account, time);
    }
}
