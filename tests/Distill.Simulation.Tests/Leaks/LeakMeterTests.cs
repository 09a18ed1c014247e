using System.Collections.Concurrent;
using Distill.Simulation.Leaks;

namespace Distill.Simulation.Tests.Leaks;

public sealed class LeakMeterTests
{
    /// <summary>The generator must not give the answer away: this is the test that keeps it honest.</summary>
    [Fact]
    public void NoSingleValueOrThreshold_FindsTheCampaign_UnlessItIsTheOperatorsDoing()
    {
        var found = new ConcurrentBag<string>();
        Parallel.ForEach(
            Ladder.Rungs.Where(rung => rung != "quiet"),
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            rung =>
            {
                var leaks = LeakMeter.Measure(new(Ladder.Rung(rung, new(1200, 100, 5))));
                foreach (var leak in NamedConsequences.Unnamed(rung, leaks))
                {
                    found.Add($"{rung}: {leak}");
                }
            }
        );
        Assert.True(found.IsEmpty, string.Join('\n', found.Order()));
    }

    [Fact]
    public void Ghost_HasNoNamedConsequence()
    {
        foreach (var feature in new[] { "calls", "gap, median", "FirstSixWords", "accounts on its most shared Payment" })
        {
            Assert.Null(NamedConsequences.Reason("ghost", feature));
        }
    }

    [Fact]
    public void AValueThatOnlyTheCampaignHas_IsFound()
    {
        var leaks = Measure(campaign => campaign ? "x1" : "x2", _ => 100);
        var leak = leaks[0];
        Assert.Equal(("UserAgent", "is x1 at least once", 1.0), (leak.Feature, leak.Rule, leak.F1));
    }

    [Fact]
    public void AStatisticThatSeparates_IsFound_InEitherDirection()
    {
        Assert.Contains(
            Measure(_ => "x", campaign => campaign ? 900 : 100),
            leak => leak is { Feature: "output tokens, mean", Rule: ">= 900", F1: 1 }
        );
        Assert.Contains(
            Measure(_ => "x", campaign => campaign ? 100 : 900),
            leak => leak is { Feature: "output tokens, mean", Rule: "<= 100", F1: 1 }
        );
    }

    private static IReadOnlyList<Leak> Measure(Func<bool, string> userAgent, Func<bool, int> outputTokens)
    {
        var meter = new LeakMeter();
        for (var account = 0; account < 40; account++)
        {
            var campaign = account < 10;
            for (var call = 0; call < 8; call++)
            {
                var json =
                    $$"""{"type":"call","id":"{{account}}-{{call}}","time":"2026-05-04T0{{call}}:00:00.000000Z","account":"a{{account}}","model":"""
                    + $$""" "m","outputTokens":{{outputTokens(campaign)}},"userAgent":"{{userAgent(campaign)}}","prompt":"hello"}""";
                meter.Add(System.Text.Encoding.UTF8.GetBytes(json));
            }
        }
        return meter.Report(Enumerable.Range(0, 10).Select(account => $"a{account}"));
    }
}
