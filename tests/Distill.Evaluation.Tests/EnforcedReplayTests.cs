using System.Xml.Linq;
using Distill.Contracts.Verdicts;
using Distill.Core.Options;
using Distill.Evaluation.Enforcement;
using Distill.Evaluation.Report;
using Distill.Simulation;

namespace Distill.Evaluation.Tests;

/// <summary>A small copy of the campaign that was reported: its verdicts are enforced, and its operator replaces what is blocked.</summary>
public sealed class EnforcedReplayTests
{
    private const int Every = 24;

    private static readonly LadderSize s_size = new(Innocent: 600, Campaign: 60, Days: 4, Seed: 1);
    private static readonly RunConditions s_conditions = new(
        "the command",
        new DateOnly(2026, 5, 4),
        2,
        TimeSpan.Zero,
        TimeSpan.Zero,
        TimeSpan.Zero,
        0
    );

    [Fact]
    public void Campaign_IsFound_AndFiguresAddUp()
    {
        var figures = Run(SeedCampaigns.One(s_size));

        Assert.NotNull(figures.Found);
        Assert.Equal(1 + s_size.Days, figures.Days.Count);
        Assert.Equal(1 + s_size.Days, figures.Runs);
        Assert.Equal(0, figures.Days[0].Served);
        Assert.InRange(figures.CallsUntilFound, 1, figures.Served);

        // 36 hours of joining cost three quarters of a day.
        Assert.Equal(s_size.Campaign * SeedCampaigns.CallsPerDay * (s_size.Days - .75), figures.Wanted, 3);
        Assert.All(figures.Days, d => Assert.InRange(d.Unflagged + d.Throttled, 0, d.Served));

        // Nobody is replaced who was not blocked, and the last run's accounts are blocked after the end.
        var replacements = figures.Days.Sum(d => d.Replacements);
        Assert.InRange(replacements, 1, figures.Days.Sum(d => d.Blocked));
        Assert.Equal(s_size.Campaign + replacements, Assert.Single(figures.AtEnd.Operators).Accounts);
        Assert.Empty(figures.InnocentFlagged);
        Assert.Equal(0, figures.InnocentCalls.Refused);
    }

    /// <summary>Each run sees a few calls of many accounts of all generations. It must know those that come after the ones that it flagged.</summary>
    [Fact]
    public void Replacements_AreBlockedByTheNextRuns_AgainAndAgain()
    {
        const int Accounts = 100;
        var scenario = SeedCampaigns.One(s_size with { Campaign = Accounts, Days = 6 });

        var figures = new EnforcedReplay(scenario, new DetectionOptions(), every: 12).Run(null, default);

        // Of two hundred at work on a day, half at a time.
        Assert.All(figures.Days.Skip(4), d => Assert.InRange(d.Blocked, Accounts, 2 * Accounts));
        Assert.Empty(figures.InnocentFlagged);
    }

    [Fact]
    public void UnderVerify_ProvisionalVerdictsStopCalls()
    {
        var scenario = SeedCampaigns.One(s_size);

        var throttled = Run(scenario);
        var verified = new EnforcedReplay(scenario, new DetectionOptions(), Every, VerdictAction.Verify).Run(null, default);

        Assert.Equal(throttled.CallsUntilFound, verified.CallsUntilFound);
        Assert.InRange(verified.Served, verified.CallsUntilFound, throttled.Served - 1);
        Assert.Equal(0, verified.Days.Sum(d => d.Throttled));
        Assert.True(verified.Days.Sum(d => d.Replacements) > throttled.Days.Sum(d => d.Replacements));
        Assert.Equal(0, verified.InnocentCalls.Refused);
    }

    [Fact]
    public void SameSeed_GivesTheSamePage()
    {
        var scenario = SeedCampaigns.Three(s_size with { Innocent = 300, Days = 3 });
        CampaignPage Page() => new(scenario, Run(scenario), SeedCampaigns.ThreeOperators, Every, VerdictAction.Throttle);

        var (first, second) = (Page(), Page());

        Assert.Equal(first.Text(s_conditions), second.Text(s_conditions));
        Assert.Equal(first.Charts(), second.Charts());
        Assert.All(first.Charts(), c => XDocument.Parse(c.Content));
        Assert.All(first.Text(s_conditions).Split('\n').Where(l => !l.StartsWith('|')), l => Assert.InRange(l.Length, 0, 150));
    }

    [Fact]
    public void ThreeOperators_HaveTheSharesThatWereReported()
    {
        var scenario = SeedCampaigns.Three(SeedCampaigns.ThreeOperators);

        Assert.Equal([18_852, 4_931, 218], scenario.Rivals.Prepend(scenario.Campaign!).Select(c => c.Accounts));
        Assert.Empty(scenario.Problems());
    }

    private static CampaignFigures Run(Scenario scenario) => new EnforcedReplay(scenario, new DetectionOptions(), Every).Run(null, default);
}
