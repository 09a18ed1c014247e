using Distill.Contracts.Verdicts;
using Distill.Core.Events;
using Distill.Evaluation.Dialects;
using Distill.Evaluation.Labelled;
using Distill.Evaluation.Report;
using Distill.Evaluation.Scoring;
using Distill.Simulation;

namespace Distill.Evaluation.Tests.Scoring;

public sealed class DialectCostTests
{
    private static readonly Trial s_trial = new("naive", new LadderSize(4, 4, 1, 1));

    [Fact]
    public void Figures_AreThoseOfTheRunsThatTheyName()
    {
        var dialect = AllDialects.Named("ip_zero")!;
        var results = new Dictionary<DialectRun, DialectResult>
        {
            [new(s_trial, null, DialectScope.Everybody)] = Result(["c1", "c2", "c3", "c4"], ["n1"]),
            [new(s_trial, dialect.Reference, DialectScope.Campaign)] = Result(["c1", "c2", "c3"], []),
            [new(s_trial, dialect, DialectScope.Campaign)] = Result(["c1", "n1"], ["n2", "n3"], rejected: 5),
            [new(s_trial, dialect.Reference, DialectScope.Everybody)] = Result(["c1", "n1"], []),
            [new(s_trial, dialect, DialectScope.Everybody)] = Result(["c1"], []),
        };

        var costs = DialectRunner.CostsOf([s_trial], [dialect], results);

        Assert.Equal([DialectScope.Campaign, DialectScope.Everybody], costs.Select(c => c.Scope));
        Assert.Equal(new DialectFindings(4, 4, 3, 0, 1, 0), costs[0].Plain, Same);
        Assert.Equal(new DialectFindings(4, 3, 3, 0, 0, 0), costs[0].LeftOut!, Same);
        Assert.Equal(new DialectFindings(4, 1, 3, 1, 2, 5), costs[0].Spoken, Same);
        Assert.Equal((0.5, 0.5, true), (costs[0].RecallLoss, costs[0].PrecisionLoss, costs[0].IsOverLimit));
        Assert.Equal((0, -0.5, false), (costs[1].RecallLoss, costs[1].PrecisionLoss, costs[1].IsOverLimit));
        Assert.Equal("1 of 2 cost more than the limits: ip_zero (campaign, naive 4x4).", DialectsMarkdown.OverLimit(costs));
    }

    [Fact]
    public void DialectThatLosesNothing_IsComparedWithThePlainLog()
    {
        var dialect = AllDialects.Named("ip_port")!;
        var results = new Dictionary<DialectRun, DialectResult>
        {
            [new(s_trial, null, DialectScope.Everybody)] = Result(["c1", "c2"], []),
            [new(s_trial, dialect, DialectScope.Campaign)] = Result(["c1", "c2"], []),
            [new(s_trial, dialect, DialectScope.Everybody)] = Result(["c1"], []),
        };

        var costs = DialectRunner.CostsOf([s_trial], [dialect], results);

        Assert.All(costs, c => Assert.Null(c.LeftOut));
        Assert.Equal([false, true], costs.Select(c => c.IsOverLimit));
        Assert.Equal(0.25, costs[1].RecallLoss);
    }

    [Fact]
    public void CampaignWhoseLinesAreRejected_IsNotFound()
    {
        var plain = Result(["c1", "c2", "c3", "c4"], []);
        var rejected = new DialectResult(Score(SomeTraffic.Of([SomeTraffic.Call("n1", 1)]), [], []), 9, new FieldFaultCounts());

        var found = DialectFindings.Of(rejected.Score, plain.Score, rejected.Rejected, rejected.Faults);

        Assert.Equal((4, 0, 0.0, 9), (found.Campaign, found.Found, found.Recall, found.Rejected));
    }

    [Theory]
    [InlineData(100, 98, 0, false)]
    [InlineData(100, 97, 0, true)]
    [InlineData(100, 100, 1, true)]
    public void Limits_AreTwoPercentOfTheRecallAndNoPrecision(long before, long after, long accused, bool isOver)
    {
        var plain = new DialectFindings(100, before, 900, 0, 0, 0);
        var cost = new DialectCost("naive", "900x100", AllDialects.Named("ip_port")!, DialectScope.Campaign)
        {
            Plain = plain,
            LeftOut = null,
            Spoken = plain with { Found = after, Accused = accused },
        };
        Assert.Equal(isOver, cost.IsOverLimit);
    }

    [Fact]
    public void QuietRung_IsAccusedOfNobodyBeforeAndOneAfter_WhichIsOver()
    {
        var quiet = new DialectFindings(0, 0, 900, 0, 0, 0);
        var cost = new DialectCost("quiet", "900x100", AllDialects.Named("ip_port")!, DialectScope.Everybody)
        {
            Plain = quiet,
            LeftOut = null,
            Spoken = quiet with { Accused = 1 },
        };
        Assert.True(cost.IsOverLimit);
        Assert.False((cost with { Spoken = quiet }).IsOverLimit);
    }

    [Fact]
    public void Plan_HasEachReferenceOnceAndNoCampaignOnTheQuietRung()
    {
        Dialect[] dialects = [AllDialects.Named("ip_zero")!, AllDialects.Named("ip_unknown")!, AllDialects.Named("ip_port")!];
        Assert.Equal(
            ["plain", "without ip (campaign)", "ip_zero (campaign)", "ip_unknown (campaign)", "ip_port (campaign)"],
            DialectRunner.Plan([s_trial], dialects).Take(5).Select(r => $"{r}".Split(", ")[1])
        );
        Assert.Equal(9, DialectRunner.Plan([s_trial], dialects).Count);
        Assert.Equal(5, DialectRunner.Plan([s_trial with { Rung = "quiet" }], dialects).Count);
    }

    private static bool Same(DialectFindings a, DialectFindings b) => a with { Faults = b.Faults } == b;

    // Four campaign and three innocent accounts, of which these are flagged and these at watch.
    private static DialectResult Result(string[] flagged, string[] watched, long rejected = 0)
    {
        var traffic = SomeTraffic.Of(new[] { "c1", "c2", "c3", "c4", "n1", "n2", "n3" }.Select(a => SomeTraffic.Call(a, 1)));
        return new DialectResult(Score(traffic, flagged, watched), rejected, new FieldFaultCounts());
    }

    private static TrialScore Score(LabelledTraffic traffic, string[] flagged, string[] watched)
    {
        var watch = new RunWatch(traffic, isEnforced: false);
        var state = flagged.Length == 0 ? SomeTraffic.State(2) : SomeTraffic.State(2, flagged);
        var atWatch = watched.Select(a => new Verdict
        {
            Account = SomeTraffic.Account(a),
            Level = VerdictLevel.Watch,
            Score = 40,
            Action = VerdictAction.Allow,
            Cluster = null,
            Reasons = [new Reason("test", "Said so.", 1)],
        });
        watch.Observe(state with { Verdicts = state.Verdicts.Values.Concat(atWatch).ToDictionary(v => v.Account) });
        return TrialScore.Of(Trial.Of(traffic, 1), traffic, watch, [], default);
    }
}
