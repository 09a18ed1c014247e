using System.Collections.Concurrent;
using Distill.Simulation.Leaks;
using Distill.Simulation.Prompts;

namespace Distill.Simulation.Tests.Leaks;

public sealed class LeakMeterTests
{
    /// <summary>The generator must not give the answer away: this is the test that keeps it honest.</summary>
    [Fact]
    public void NoSingleValueOrThreshold_FindsTheCampaign_UnlessItIsTheOperatorsDoing() =>
        NothingIsFound(FramingStock.Wide, Ladder.Rungs.Where(rung => rung is not ("quiet" or "loop" or "rivals")));

    /// <summary>Everybody puts the same few sentences in words of their own, so no wording marks the campaign.</summary>
    [Fact]
    public void NarrowStock_GivesNoParaphraserAway() => NothingIsFound(FramingStock.Narrow, ["paraphrase", "ghost"]);

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

    private static void NothingIsFound(FramingStock stock, IEnumerable<string> rungs)
    {
        var found = new ConcurrentBag<string>();
        Parallel.ForEach(
            rungs,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            rung =>
            {
                var leaks = LeakMeter.Measure(new(Ladder.Rung(rung, new(1200, 100, 5, Stock: stock))));
                foreach (var leak in NamedConsequences.Unnamed(rung, leaks))
                {
                    found.Add($"{rung}: {leak}");
                }
            }
        );
        Assert.True(found.IsEmpty, string.Join('\n', found.Order()));
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
