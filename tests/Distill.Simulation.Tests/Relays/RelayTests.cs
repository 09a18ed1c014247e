using Distill.Simulation.Calls;
using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Relays;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Tests.Relays;

public sealed class RelayTests
{
    private const int Accounts = 20;

    [Fact]
    public void LeastRecentlyUsed_TakesTurns()
    {
        var sessions = Sessions(Run(slack: 1, errors: 0));
        // Once all have been used, everybody else comes before the same account does again, but for those that are still busy.
        var distances = Distances(sessions).ToArray();
        Assert.True(distances.Average() > Accounts * .8, $"mean {distances.Average()}");
        Assert.True(Distances(sessions).Average() > Distances(Sessions(Run(slack: 12, errors: 0))).Average());
    }

    [Fact]
    public void Session_StaysWithItsAccount_ForTheStickyTimeAtMost()
    {
        foreach (var session in Run(slack: 4, errors: 0).GroupBy(call => call.Session))
        {
            Assert.Single(session.Select(call => call.Account).Distinct());
            Assert.InRange(session.Max(call => call.At) - session.Min(call => call.At), 0, SimulatedTime.Hour);
        }
    }

    [Fact]
    public void Error_MovesTheCallToAnotherAccount_AndRestsTheFirstForAMinuteAtLeast()
    {
        var calls = Run(slack: 2, errors: .3);
        var moved = calls.GroupBy(call => (call.Session, call.Matter)).Where(call => call.Count() > 1).ToList();
        Assert.NotEmpty(moved);
        foreach (var tries in moved)
        {
            var first = tries.OrderBy(call => call.At).First();
            var next = calls
                .Where(call => call.Account == first.Account && call.At > first.At)
                .Select(call => call.At - first.At)
                .DefaultIfEmpty(SimulatedTime.Day)
                .Min();
            Assert.True(next >= SimulatedTime.Minute);
        }
    }

    [Fact]
    public void Shares_AreMoreEqualThanChance()
    {
        var counts = Sessions(Run(slack: 4, errors: 0)).GroupBy(session => session.Account).Select(account => (double)account.Count()).ToArray();
        var mean = counts.Average();
        Assert.True(counts.Sum(count => (count - mean) * (count - mean)) / counts.Length < .5 * mean);
    }

    private static List<PlannedCall> Run(int slack, double errors)
    {
        var crowd = new Crowd(new(1, Ladder.Quiet(Some.Size()).Start, TimeSpan.FromDays(3), null, Accounts, .22));
        var plan = new RelayPlan
        {
            CallsPerDay = 25,
            DailyQuota = 60,
            CallsPerSession = 4,
            Sticky = SimulatedTime.Hour,
            Slack = slack,
            ErrorRate = errors,
            Demand = DayProfile.Flat,
        };
        var relay = new Relay(7, plan, new RelayCustomers(8, [Voices.Of(Calling.Maker, Language.English, ref s_unused)]));
        var rng = Rng.Of(9);
        for (var i = 0; i < Accounts; i++)
        {
            relay.Enlist(crowd.Person(Calling.Program, "relay", ref rng), 0);
        }

        var buckets = new HourBuckets(TimeSpan.FromDays(3));
        var calls = new List<PlannedCall>();
        for (var day = 0; day < 3; day++)
        {
            relay.Plan(24 * day, 24 * day + 24, buckets);
            for (var hour = 0; hour < 24; hour++)
            {
                var planned = buckets.Take();
                for (var i = 0; i < planned.Count; i++)
                {
                    calls.Add(planned[i]);
                }
            }
        }
        return calls;
    }

    private static List<PlannedCall> Sessions(List<PlannedCall> calls) =>
        [.. calls.GroupBy(call => call.Session).Select(session => session.First()).OrderBy(call => call.At)];

    /// <summary>Number of different accounts between two sessions of the same one.</summary>
    private static IEnumerable<double> Distances(List<PlannedCall> sessions)
    {
        for (var i = 0; i < sessions.Count; i++)
        {
            var next = sessions.FindIndex(i + 1, session => session.Account == sessions[i].Account);
            if (next > 0)
            {
                yield return sessions[(i + 1)..next].Select(session => session.Account).Distinct().Count();
            }
        }
    }

    private static Rng s_unused = Rng.Of(1);
}
