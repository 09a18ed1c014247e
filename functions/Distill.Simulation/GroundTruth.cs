namespace Distill.Simulation;

/// <param name="Account">The account that was banned.</param>
/// <param name="Time">When it was banned.</param>
/// <param name="Replacement">The account that took over.</param>
/// <param name="AvailableAt">The time from which the relay can use the replacement.</param>
public sealed record CampaignBan(string Account, DateTimeOffset Time, string Replacement, DateTimeOffset AvailableAt);

/// <summary>
/// The truth about a simulation. Accounts, kinds and bans are known before the first event. Counts and first calls cover the events read so far, so
/// they are complete once all events are read.
/// </summary>
public sealed class GroundTruth
{
    private readonly Dictionary<string, DateTimeOffset> _firstCalls = new(StringComparer.Ordinal);

    internal GroundTruth(
        string scenario,
        ulong seed,
        IReadOnlyDictionary<string, string> kinds,
        IReadOnlyList<(string Account, int Operator)> hydra,
        DateTimeOffset? start,
        IReadOnlyList<CampaignBan> bans
    )
    {
        (Scenario, Seed, Kinds, Start, Bans) = (scenario, seed, kinds, start, bans);
        Hydra = [.. hydra.Select(h => h.Account)];
        Operators = hydra.ToDictionary(h => h.Account, h => h.Operator, StringComparer.Ordinal);
    }

    public string Scenario { get; }
    public ulong Seed { get; }

    /// <summary>The kind of every account that is created before the scenario ends. The campaign's kind is "hydra".</summary>
    public IReadOnlyDictionary<string, string> Kinds { get; }

    /// <summary>The campaign's accounts, in the order in which they join.</summary>
    public IReadOnlyList<string> Hydra { get; }

    /// <summary>The operator of each of these accounts, by number from 0.</summary>
    public IReadOnlyDictionary<string, int> Operators { get; }

    /// <summary>The campaign's start; null if there is no campaign.</summary>
    public DateTimeOffset? Start { get; }

    /// <summary>The campaign's bans in order of time. Bans of innocent accounts are in the events only.</summary>
    public IReadOnlyList<CampaignBan> Bans { get; }

    public long Calls { get; private set; }

    /// <summary>Calls that the campaign made, decoys included. Calls that an aged account made before it joined do not count.</summary>
    public long HydraCalls { get; private set; }

    /// <summary>The first campaign call of each account that made one.</summary>
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
