using Distill.Simulation;
using Distill.Simulation.Traffic;

namespace Distill.EndToEnd.Tests;

/// <summary>
/// A day of 150 innocent accounts and a campaign of 50 that is found within the day, in as few events as that takes: of each account only the first
/// calls. Five campaign accounts share a card, so that there are ten customers.
/// </summary>
internal sealed class SmallDay
{
    private const int CallsOfInnocent = 8;
    private const int CallsOfCampaign = 12;
    private const int AccountsPerCard = 5;

    private readonly SimulationRun _run;

    /// <param name="start">The start of the day; the simulator's own if null.</param>
    public SmallDay(DateTimeOffset? start = null)
    {
        var scenario = Ladder.Naive(new LadderSize(Innocent: 150, Campaign: 50, Days: 1));
        Scenario = scenario with { Start = start ?? scenario.Start, Campaign = scenario.Campaign! with { AccountsPerCard = AccountsPerCard } };
        _run = new SimulationRun(Scenario);
        Hydra = _run.Truth.Hydra.ToHashSet(StringComparer.Ordinal);
        Events = [.. _run.Events().Where(IsAmongFirst(new Dictionary<string, int>())).Select(e => e with { Json = e.Json.ToArray() })];
    }

    public Scenario Scenario { get; }

    public IReadOnlyList<WireEvent> Events { get; }

    /// <summary>All accounts, in order.</summary>
    public IEnumerable<string> Accounts => _run.Truth.Kinds.Keys.Order(StringComparer.Ordinal);

    /// <summary>The campaign's accounts.</summary>
    public IReadOnlySet<string> Hydra { get; }

    private Func<WireEvent, bool> IsAmongFirst(Dictionary<string, int> calls) =>
        e =>
            e.Kind != WireEventKind.Call
            || (calls[e.Account] = calls.GetValueOrDefault(e.Account) + 1) <= (Hydra.Contains(e.Account) ? CallsOfCampaign : CallsOfInnocent);
}
