using Distill.Cli.Tests;
using Distill.Core;
using Distill.Evaluation.Labelled;
using Distill.Evaluation.Scoring;

namespace Distill.Evaluation.Tests.Scoring;

public sealed class TrialScoreTests
{
    [Fact]
    public void WaitToAFlag_RunsFromTheFirstCampaignCall()
    {
        var traffic = SomeTraffic.Of([SomeTraffic.Call("c1", 1), SomeTraffic.Call("c1", 7), SomeTraffic.Call("c2", 2.5), SomeTraffic.Call("c3", 3)]);
        var score = Score(traffic, SomeTraffic.State(6, ["c1"]), SomeTraffic.State(12, ["c1", "c2"]));
        Assert.Equal([5, 9.5, double.PositiveInfinity], score.HoursToFlag);
        Assert.Equal(6, score.HoursToFirstFlag);
        Assert.Equal((4, 3), (score.CampaignCalls, score.CallsBeforeFlag));
        Assert.Equal(new FlagCounts(3, 2, 2), score.Campaign);
    }

    [Fact]
    public void AccountFlaggedForAnHour_WasFlaggedAndIsNot()
    {
        var traffic = SomeTraffic.Of([SomeTraffic.Call("c1", 1), SomeTraffic.Call("n1", 1), SomeTraffic.Call("n2", 1)]);
        var score = Score(traffic, SomeTraffic.State(2, ["c1", "n1"]), SomeTraffic.State(3, ["c1"]));
        Assert.Equal(new FlagCounts(2, 0, 1), score.AllInnocent);
        Assert.Equal(new FlagCounts(2, 0, 1), score.Innocent["dev"]);
    }

    [Fact]
    public void EarlierLifeOfAnAgedAccount_IsNotTheCampaigns()
    {
        var traffic = SomeTraffic.Of([SomeTraffic.Call("c1", 1), SomeTraffic.Call("c1", 11), SomeTraffic.Call("c2", 2)], from: 10);
        var score = Score(traffic, SomeTraffic.State(20, ["c1", "c2"]));
        Assert.Equal(9, Assert.Single(score.HoursToFlag));
        Assert.Equal(1, score.CampaignCalls);
        Assert.Equal((1, 0), (score.Campaign.Accounts, score.AllInnocent.Accounts));
    }

    [Fact]
    public void Clusters_AreScoredOverTheCampaignAndInnocentsInAny()
    {
        var traffic = SomeTraffic.Of(new[] { "c1", "c2", "c3", "n1", "n2", "n3" }.Select(a => SomeTraffic.Call(a, 1)));
        Assert.Equal(2.0 / 3, Score(traffic, SomeTraffic.State(2, ["c1", "c2", "n1"])).Clusters.F1, 12);
    }

    [Fact]
    public void Replacement_IsLinkedOnceItIsFlaggedBesideABannedOne()
    {
        var traffic = SomeTraffic.Of(
            [
                SomeTraffic.Call("c1", 1),
                SomeTraffic.Call("c2", 5.5),
                SomeTraffic.Call("c2", 6.5),
                SomeTraffic.Call("c2", 9),
                SomeTraffic.Call("c3", 6),
                SomeTraffic.Call("c4", 7),
            ],
            0,
            new Takeover(SomeTraffic.Account("c1"), Some.Monday.AddHours(4), SomeTraffic.Account("c2")),
            new Takeover(SomeTraffic.Account("c3"), Some.Monday.AddHours(6.5), SomeTraffic.Account("c4"))
        );
        var replay = new[] { SomeTraffic.State(6, ["c1"], ["c2"], ["c4"]), SomeTraffic.State(8, ["c1", "c2"], ["c4"]) };
        Assert.Equal([(2.5, 2.0), (double.PositiveInfinity, double.PositiveInfinity)], Score(traffic, replay).Replacements);
    }

    [Fact]
    public void Pivot_IsToldByTheFirstClusterOfTheCampaignThatShowsIt()
    {
        var traffic = SomeTraffic.Of([SomeTraffic.Call("c1", 1), SomeTraffic.Call("c2", 1), SomeTraffic.Call("n1", 1), SomeTraffic.Call("n2", 1)]);
        var launched = new LabelledTraffic(traffic.Log, traffic.Truth with { Launch = Some.Monday.AddHours(2) });
        var states = new[] { State(4, "n1", "n2", "c1"), State(6, "c1", "c2", "n1"), State(8, "c1", "c2") };

        Assert.Equal(4, Score(launched, states).HoursToPivot);
        Assert.Equal(double.PositiveInfinity, Score(launched, SomeTraffic.State(4, ["c1", "c2"])).HoursToPivot);
        Assert.Equal(double.NaN, Score(traffic, states).HoursToPivot);

        static CorrelationState State(int hour, params string[] members) =>
            SomeTraffic.State(hour, members) with
            {
                Clusters = [SomeTraffic.Cluster(members, "pivot")],
            };
    }

    private static TrialScore Score(LabelledTraffic traffic, params CorrelationState[] states)
    {
        var watch = new RunWatch(traffic, isEnforced: false);
        foreach (var state in states)
        {
            watch.Observe(state);
        }

        return TrialScore.Of(Trial.Of(traffic, 1), traffic, watch, [], default);
    }
}
