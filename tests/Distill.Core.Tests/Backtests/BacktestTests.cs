using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Backtests;
using Distill.Core.Clusters;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Signals;
using Distill.Core.Windows;

namespace Distill.Core.Tests.Backtests;

/// <summary>What a run would have said with other thresholds, compared with what it says when it has them.</summary>
public sealed class BacktestTests
{
    private static readonly (CallWindow[] Windows, AccountRecord[] Records) s_traffic = CampaignTraffic.Create(hydra: true);
    private static readonly Hour s_last = s_traffic.Windows.Max(w => w.Hour);
    private static readonly DetectionOptions s_usual = new();
    private static readonly CorrelationState s_run = Run(s_usual);

    public static TheoryData<double, double, double> Thresholds =>
        new()
        {
            { 9.2, 12, 20 },
            { 9.2, 12, 36.1 },
            { 9.2, 5, 20 },
            { 12, 12, 20 },
            { 50, 60, 100 },
            { 5, 12, 15 },
        };

    /// <summary>The rule of the run is asked again: with its own thresholds it says what the run says.</summary>
    [Fact]
    public void WithTheRunsOwnThresholds_NothingChanges()
    {
        var test = new Backtest(s_run.Weights!, s_run.Weights!.Rule, s_run.Weights.MinAccounts);

        Assert.Empty(test.Changed);
        Assert.Equal(s_run.Clusters.Select(c => c.Id), test.Groups.Select(g => g.Group.Cluster).OfType<ClusterId>().Order());
        Assert.Equal(VerdictLevel.Suspect, Assert.Single(test.Groups, g => g.IsFlaggedBefore).Before);
        Assert.Equal(s_run.Clusters.Single(c => c.Level >= VerdictLevel.Suspect).Accounts.Count, test.Flagged.Before.Accounts);
    }

    /// <summary>Other thresholds give what a run with them gives, whichever of the two was run.</summary>
    [Theory]
    [MemberData(nameof(Thresholds))]
    public void WithOtherThresholds_ItSaysWhatARunWithThemSays(double evidence, double cap, double suspect)
    {
        var other = s_usual with
        {
            EvidenceThreshold = evidence,
            EvidenceCap = cap,
            SuspectThreshold = suspect,
            ConfirmedThreshold = Math.Max(suspect, 28),
        };
        var otherRun = Run(other);

        var there = new Backtest(s_run.Weights!, LevelRule.Of(other), s_usual.MinClusterSize);
        var back = new Backtest(otherRun.Weights!, LevelRule.Of(s_usual), s_usual.MinClusterSize);

        Assert.Equal(Flagged(otherRun), there.Flagged.After.Accounts);
        Assert.Equal(Flagged(s_run), there.Flagged.Before.Accounts);
        Assert.Equal(Flagged(s_run), back.Flagged.After.Accounts);
        Assert.Equal(Flagged(otherRun), back.Flagged.Before.Accounts);
    }

    [Fact]
    public void Levels_SayWhatIsGainedAndLost()
    {
        var run = Made(Group(30, 12, 12, 12), Group(10, 12, 12), Group(9, 9, 9.5), Group(8, 5, 11));
        var test = new Backtest(run, Rule(), 8);
        var lower = new Backtest(run, Rule() with { Evidence = 4.9, Suspect = 15 }, 8);
        var higher = new Backtest(run, Rule() with { Suspect = 30, Confirmed = 40 }, 8);

        Assert.Empty(test.Changed);
        Assert.Equal(["Confirmed 1/30", "Suspect 3/27", "Watch 0/0"], lower.Levels.Select(l => $"{l.Level} {l.After.Groups}/{l.After.Accounts}"));
        Assert.Equal((2, 17L), (lower.Flagged.Gained.Groups, lower.Flagged.Gained.Accounts));
        Assert.Equal(["Confirmed 1", "Suspect 1", "Watch 0"], higher.Levels.Select(l => $"{l.Level} {l.Lost.Groups}"));
        Assert.Equal((1, 10L), (higher.Flagged.Lost.Groups, higher.Flagged.Lost.Accounts));
        Assert.Equal(40, new Backtest(run, Rule(), 10).Flagged.After.Accounts);
        Assert.Equal(30, new Backtest(run, Rule(), 11).Flagged.After.Accounts);
    }

    /// <summary>What the run lowered for reasons that are no weights, no threshold raises.</summary>
    [Fact]
    public void AGroupThatTheRunLowered_IsNeverFlagged()
    {
        var lowered = Group(20, 12, 12, 12) with { IsLowered = true };
        var declared = Group(20, 12, 12, 12);
        declared = declared with { Weights = declared.Weights with { IsDeclared = true } };
        var few = Group(20, 12, 12, 12);
        few = few with { Weights = few.Weights with { Customers = 3 } };

        var test = new Backtest(Made(lowered, declared, few), Rule() with { Suspect = 1, Confirmed = 1 }, 8);

        Assert.All(test.Groups, g => Assert.Equal((VerdictLevel.Watch, VerdictLevel.Watch), (g.Before, g.After)));
    }

    /// <summary>Neither the order of windows nor of threads changes what is kept.</summary>
    [Fact]
    public void Order_ChangesNothing()
    {
        var strict = s_usual with { EvidenceThreshold = 30, EvidenceCap = 50 };
        var windows = s_traffic.Windows.ToArray();
        new Random(3).Shuffle(windows);

        Assert.Equal(RunWeightsJson.Write(Run(strict).Weights!.Groups), RunWeightsJson.Write(Run(strict, windows).Weights!.Groups));
        Assert.NotEmpty(Run(strict).Weights!.Groups);
    }

    [Fact]
    public void Json_IsReadAsItWasWritten()
    {
        var written = RunWeightsJson.Write(s_run.Weights!.Groups);

        Assert.Equal(written, RunWeightsJson.Write(RunWeightsJson.ReadGroups(written)));
        Assert.Equal(s_run.Weights.Rule, RunWeightsJson.ReadRule(RunWeightsJson.Write(s_run.Weights.Rule)));
    }

    private static long Flagged(CorrelationState run) => run.Clusters.Where(c => c.Level >= VerdictLevel.Suspect).Sum(c => c.Accounts.Count);

    private static LevelRule Rule() => LevelRule.Of(s_usual);

    private static RunWeights Made(params WeighedGroup[] groups) => new(s_last, Rule(), 8, groups);

    // Framings, timing and infrastructure, in this order.
    private static WeighedGroup Group(int accounts, params double[] weights) =>
        new(accounts, new GroupWeights([.. weights.Select((w, i) => new KindWeight((EvidenceKind)i, w))], 12, Customers: 6, IsDeclared: false));

    private static CorrelationState Run(DetectionOptions options, CallWindow[]? windows = null)
    {
        using var population = new Population();
        foreach (var record in s_traffic.Records)
        {
            population.Add(record);
        }

        foreach (var window in windows ?? s_traffic.Windows)
        {
            population.Add(window);
        }

        return new Correlator(options).Correlate(population, s_last, CorrelationState.Empty);
    }
}
