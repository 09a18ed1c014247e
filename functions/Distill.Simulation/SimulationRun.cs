using Distill.Simulation.Calls;
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
    /// How many hours are planned at a time: a divisor of 24. Refusals change what is planned after them. Relays plan the same calls however many
    /// hours they plan at a time.
    /// </summary>
    public int PlanHours { get; init; } = 24;

    /// <summary>
    /// Returns all events in order of time. An event's JSON is valid until the next event is read. Read one sequence at a time. A second one starts
    /// over and gives the same events.
    /// </summary>
    public IEnumerable<WireEvent> Events()
    {
        foreach (var hour in Read())
        {
            var index = 0;
            foreach (var written in hour.Write(0, hour.Count))
            {
                hour.CountIn(Truth, index++);
                yield return written;
            }
        }
    }

    /// <summary>Returns the same events hour by hour. Each hour is counted in the truth when it is returned.</summary>
    public IEnumerable<EventHour> Hours()
    {
        foreach (var hour in Read())
        {
            for (var i = 0; i < hour.Count; i++)
            {
                hour.CountIn(Truth, i);
            }

            yield return hour;
        }
    }

    /// <summary>
    /// Refuses campaign accounts for their verdicts from a time on, between two hours. They make no more calls, try again after ever longer pauses,
    /// and are replaced if the campaign's plan says so. The truth has neither these refusals nor the replacements. A second reading starts without
    /// them.
    /// </summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="time">When, not before the next hour.</param>
    /// <returns>Who replaces whom.</returns>
    public IReadOnlyList<CampaignBan> Refuse(IEnumerable<string> accounts, DateTimeOffset time)
    {
        var at = SimulatedTime.Of(time - _scenario.Start);
        var replaced = new List<CampaignBan>();
        foreach (var account in accounts)
        {
            if (_settlement.Refuse(account, at) is { } by)
            {
                replaced.Add(new(account, time, by.Account.Id, SimulatedTime.At(_scenario.Start, by.AvailableAt)));
            }
        }

        return replaced;
    }

    private IEnumerable<EventHour> Read()
    {
        // Relays have state that changes, so a second reading needs new ones.
        if (_used)
        {
            _settlement = new(_scenario);
        }

        _used = true;
        Truth.Restart();
        var (settlement, drafts) = (_settlement, new List<DraftEvent>());
        using var writers = new WriterPool(() => new(_scenario.Start, _prompts, new(_scenario.Stock, _scenario.Seed)));
        var buckets = new HourBuckets(_scenario.Length);
        var conversations = _scenario.Conversations ? new Conversations() : null;
        for (var hour = 0; hour < 24 * _scenario.Days; hour++)
        {
            if (hour % PlanHours == 0)
            {
                Plan(settlement, hour, PlanHours, buckets);
            }

            Draft(settlement, hour, buckets, conversations, drafts);
            yield return new(drafts, settlement.Accounts, writers, _scenario.Start);
        }
    }

    private static void Draft(Settlement settlement, int hour, HourBuckets buckets, Conversations? conversations, List<DraftEvent> into)
    {
        into.Clear();
        var calls = buckets.Take();
        for (var i = 0; i < calls.Count; i++)
        {
            // A session that was planned before a refusal may run past it.
            if (calls[i] is var call && call.At < settlement.Accounts[call.Account].BannedAt)
            {
                Notify(settlement.Notices, call.At, into);
                into.Add(new(call, null, conversations?.TurnsBefore(call, settlement.Accounts[call.Account]) ?? 0));
            }
        }

        Notify(settlement.Notices, (hour + 1) * SimulatedTime.Hour - 1, into);
    }

    private static void Notify(NoticeQueue notices, long until, List<DraftEvent> into)
    {
        while (notices.TryTake(until, out var notice))
        {
            into.Add(new(default, notice, 0));
        }
    }

    private static void Plan(Settlement settlement, int hour, int hours, HourBuckets buckets)
    {
        // People plan a whole day.
        var day = hour / 24;
        for (var i = 0; hour % 24 == 0 && i < settlement.Accounts.Count; i++)
        {
            var account = settlement.Accounts[i];
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
            dispatcher.Plan(hour, hour + hours, buckets);
        }
    }
}
