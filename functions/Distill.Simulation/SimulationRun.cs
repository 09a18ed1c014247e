using Distill.Simulation.Calls;
using Distill.Simulation.Campaigns;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Traffic;
using Distill.Simulation.World;

namespace Distill.Simulation;

/// <summary>
/// Runs a scenario. It makes events while they are read, in order of event time, and plans one day at a time. Memory grows with the number of
/// accounts and one day's calls (16 bytes each), not with the scenario's length.
/// </summary>
public sealed class SimulationRun
{
    private readonly Scenario _scenario;
    private readonly IPromptSource _prompts;
    private Settlement _settlement;
    private bool _used;

    /// <param name="scenario">The scenario to run.</param>
    /// <param name="prompts">The source of prompt bodies; null for the built-in grammar.</param>
    /// <exception cref="ArgumentException">The scenario has problems; the message lists them all.</exception>
    public SimulationRun(Scenario scenario, IPromptSource? prompts = null)
    {
        var problems = scenario.Problems();
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(' ', problems), nameof(scenario));
        }

        (_scenario, _prompts) = (scenario, prompts ?? GrammarPrompts.Shared);
        _settlement = new(scenario);
        Truth = _settlement.Truth(scenario);
    }

    public Scenario Scenario => _scenario;

    /// <summary>The truth. It is complete once <see cref="Events"/> has been read to its end.</summary>
    public GroundTruth Truth { get; }

    /// <summary>
    /// Returns all events in order of time. An event's JSON is valid until the next event is read. Read one sequence at a time. A second one starts
    /// over and gives the same events.
    /// </summary>
    public IEnumerable<WireEvent> Events()
    {
        // Relays have state that changes, so a second reading needs new ones.
        if (_used)
        {
            _settlement = new(_scenario);
        }

        _used = true;
        Truth.Restart();
        return Read(_settlement);
    }

    private IEnumerable<WireEvent> Read(Settlement settlement)
    {
        using var writer = new EventWriter(_scenario.Start, _prompts, new(_scenario.Stock, _scenario.Seed), _scenario.Conversations);
        var accounts = settlement.Accounts;
        var notices = settlement.Notices;
        var notice = 0;
        var buckets = new HourBuckets(_scenario.Length);
        for (var day = 0; day < _scenario.Days; day++)
        {
            Plan(settlement, day, buckets);
            for (var hour = 0; hour < 24; hour++)
            {
                var calls = buckets.Take();
                for (var i = 0; i < calls.Count; i++)
                {
                    var call = calls[i];
                    while (notice < notices.Length && notices[notice].At <= call.At)
                    {
                        yield return writer.Write(notices[notice++], accounts);
                    }

                    var account = accounts[call.Account];
                    var written = writer.Write(call, account);
                    Truth.Count(written.Time, account.Id, call.Relayed && account.Kind == Campaign.Kind);
                    yield return written;
                }
            }
        }
        while (notice < notices.Length)
        {
            yield return writer.Write(notices[notice++], accounts);
        }
    }

    private static void Plan(Settlement settlement, int day, HourBuckets buckets)
    {
        foreach (var account in settlement.Accounts)
        {
            if (
                account.ActiveUntil <= day * SimulatedTime.Day
                || account.ActiveFrom >= (day + 2) * SimulatedTime.Day
                || account.BannedAt <= day * SimulatedTime.Day
            )
            {
                continue;
            }

            var rng = Rng.Of(account.Seed, 0xDA1, (ulong)day);
            account.Rhythm.Day(account, day, ref rng, buckets);
        }
        foreach (var dispatcher in settlement.Dispatchers)
        {
            dispatcher.Day(day, buckets);
        }
    }
}
