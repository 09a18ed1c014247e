using System.Globalization;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Core.Options;

namespace Distill.Core.Tests.Decisions;

public sealed class StandingTests
{
    private static readonly DateTimeOffset s_now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Cluster s_cluster = Cluster(1, 0, 10);

    [Fact]
    public void WithoutDecisions_VerdictsAreTheCorrelations()
    {
        var verdict = Member(3);

        var stands = Standing([], []).Apply(verdict);

        Assert.Same(verdict, stands.Verdict);
        Assert.Equal((null, false), (stands.Expires, stands.Simulated));
        Assert.Empty(Standing([], []).Governed);
    }

    [Theory]
    [InlineData(DecisionKind.Confirm, VerdictLevel.Confirmed, VerdictAction.Throttle)]
    [InlineData(DecisionKind.BanPlan, VerdictLevel.Confirmed, VerdictAction.Throttle)]
    [InlineData(DecisionKind.Dismiss, VerdictLevel.Clear, VerdictAction.Allow)]
    [InlineData(DecisionKind.Reopen, VerdictLevel.Suspect, VerdictAction.Verify)]
    public void ADecision_HoldsForEveryMember_WithWhoDecidedItAndWhy(DecisionKind kind, VerdictLevel level, VerdictAction action)
    {
        var standing = Standing([Decision(1, kind)], []);

        Assert.All(
            Enumerable.Range(0, 10),
            i => Assert.Equal((level, action), (standing.Apply(Member(i)).Verdict.Level, standing.Apply(Member(i)).Verdict.Action))
        );
        var first = standing.Apply(Member(0)).Verdict.Reasons[0];
        Assert.Equal(
            kind != DecisionKind.Reopen,
            first.Detail.Contains("by ana", StringComparison.Ordinal) && first.Detail.EndsWith(": because", StringComparison.Ordinal)
        );
        Assert.Equal("made_up", standing.Apply(Member(0)).Verdict.Reasons[^1].Signal);
    }

    [Fact]
    public void OfTwoDecisions_TheLaterCounts_AndShadowModeStandsBeside()
    {
        ClusterDecision[] decisions = [Decision(3, DecisionKind.Shadow), Decision(2, DecisionKind.Confirm), Decision(1, DecisionKind.Dismiss)];

        var stands = Standing(decisions, []).Apply(Member(0));

        Assert.Equal((VerdictLevel.Confirmed, VerdictAction.Allow, true), (stands.Verdict.Level, stands.Verdict.Action, stands.Simulated));
        Assert.Equal(["shadow", "confirmed", "made_up"], stands.Verdict.Reasons.Select(r => r.Signal));
        Assert.Equal(VerdictAction.Throttle, Standing([.. decisions, Decision(4, DecisionKind.Unshadow)], []).Apply(Member(0)).Verdict.Action);
    }

    [Fact]
    public void AnOverride_WinsOverTheCorrelationAndOverDecisions_UntilItEnds()
    {
        var block = Override(1, OverrideKind.Block, s_now.AddHours(1));
        var dismissed = Decision(2, DecisionKind.Dismiss);

        var stands = Standing([dismissed], [block]).Apply(Member(0));

        Assert.Equal((VerdictLevel.Suspect, VerdictAction.Block, s_now.AddHours(1)), (stands.Verdict.Level, stands.Verdict.Action, stands.Expires));
        Assert.Equal("override", stands.Verdict.Reasons[0].Signal);
        Assert.Equal(VerdictAction.Allow, Standing([dismissed], [block], at: s_now.AddHours(1)).Apply(Member(0)).Verdict.Action);
        Assert.Equal(VerdictAction.Allow, Standing([], [block, Override(2, OverrideKind.Allow, s_now.AddHours(1))]).Apply(Member(0)).Verdict.Action);
        Assert.Equal(VerdictAction.Verify, Standing([], [block, Override(2, OverrideKind.Lift, null)]).Apply(Member(0)).Verdict.Action);
    }

    [Fact]
    public void WhatEndsFirst_IsWhenTheVerdictExpires()
    {
        var dismissed = Decision(1, DecisionKind.Dismiss) with { Expires = s_now.AddDays(2) };
        var shadow = Decision(2, DecisionKind.Shadow) with { Expires = s_now.AddDays(1) };

        Assert.Equal(s_now.AddDays(1), Standing([dismissed, shadow], []).Apply(Member(0)).Expires);
        Assert.Equal(s_now.AddDays(2), Standing([dismissed, shadow], [], at: s_now.AddDays(1)).Apply(Member(0)).Expires);
        Assert.Equal(VerdictLevel.Suspect, Standing([dismissed, shadow], [], at: s_now.AddDays(2)).Apply(Member(0)).Verdict.Level);
    }

    [Fact]
    public void ADismissedCluster_DoesNotComeBackUnderAnotherName()
    {
        var dismissed = Decision(1, DecisionKind.Dismiss);
        var again = Cluster(2, 5, 10);
        var other = Cluster(3, 6, 10);

        var standing = Standing([dismissed], [], clusters: [again, other]);

        Assert.Equal(VerdictLevel.Clear, standing.Apply(Member(12, 2)).Verdict.Level);
        Assert.Equal(VerdictLevel.Suspect, standing.Apply(Member(12, 3)).Verdict.Level);
        Assert.Equal(VerdictLevel.Suspect, Standing([dismissed], [], clusters: [s_cluster, again]).Apply(Member(12, 2)).Verdict.Level);
    }

    [Fact]
    public void AConfirmedMember_StaysConfirmedWhenTheClusterDissolves_AndADismissedOneIsTheCorrelations()
    {
        var clear = Member(0) with { Level = VerdictLevel.Clear, Action = VerdictAction.Allow, Cluster = null };

        var confirmed = Standing([Decision(1, DecisionKind.Confirm)], [], clusters: []);
        var dismissed = Standing([Decision(1, DecisionKind.Dismiss)], [], clusters: []);

        Assert.Equal((VerdictLevel.Confirmed, Id(1)), (confirmed.Apply(clear).Verdict.Level, confirmed.Apply(clear).Verdict.Cluster));
        Assert.Equal(VerdictLevel.Clear, dismissed.Apply(clear).Verdict.Level);
        Assert.Single(dismissed.Apply(clear).Verdict.Reasons);
    }

    [Fact]
    public void ShadowModeForAll_AllowsWhateverWasDecided_AndChangesNothingThatWasAllowed()
    {
        var standing = Standing(
            [Decision(1, DecisionKind.BanPlan)],
            [Override(2, OverrideKind.Block, s_now.AddHours(1), account: 20)],
            simulated: true
        );
        var clear = Member(30) with { Level = VerdictLevel.Clear, Action = VerdictAction.Allow, Cluster = null };

        Assert.All(
            [standing.Apply(Member(0)), standing.Apply(Member(20)), standing.Apply(clear)],
            s => Assert.Equal((VerdictAction.Allow, true), (s.Verdict.Action, s.Simulated))
        );
        Assert.Same(clear, standing.Apply(clear).Verdict);
    }

    public static TheoryData<string, string?> Evidence =>
        new()
        {
            { "framings 10, timing 10", null },
            { "framings 500, timing 500", null },
            { "framings 10, timing 10, births 9", null },
            { "framings 10, timing 10, births 9.3", "another family, births" },
            { "framings 16, timing 16, births 4", null },
        };

    [Theory]
    [MemberData(nameof(Evidence))]
    public void ADismissal_IsOutgrownByMateriallyMoreEvidence_NotByTheSameAgain(string now, string? why)
    {
        var current = s_cluster with { Evidence = Read(now) };

        var outgrown = Standing([Decision(1, DecisionKind.Dismiss)], [], clusters: [current]).Outgrown(new DetectionOptions(), 1.5).ToArray();

        Assert.Equal(why is null ? 0 : 1, outgrown.Length);
        Assert.All(outgrown, o => Assert.Contains(why!, o.Why, StringComparison.Ordinal));
    }

    [Fact]
    public void ADismissal_IsOutgrownByHalfAsManyMembersAgain_AndByTwiceTheWeakEvidence()
    {
        var weak = Decision(1, DecisionKind.Dismiss) with { On = s_cluster with { Evidence = Read("framings 5, timing 5") } };

        Assert.Single(Standing([Decision(1, DecisionKind.Dismiss)], [], clusters: [Cluster(1, 0, 15)]).Outgrown(new DetectionOptions(), 1.5));
        Assert.Empty(Standing([Decision(1, DecisionKind.Dismiss)], [], clusters: [Cluster(1, 0, 14)]).Outgrown(new DetectionOptions(), 1.5));
        Assert.Single(Standing([weak], [], clusters: [s_cluster]).Outgrown(new DetectionOptions(), 1.5));
        Assert.Empty(Standing([weak, Decision(2, DecisionKind.Reopen)], [], clusters: [s_cluster]).Outgrown(new DetectionOptions(), 1.5));
    }

    [Fact]
    public void AllThatMayDiffer_IsGoverned()
    {
        var standing = Standing(
            [Decision(1, DecisionKind.Confirm)],
            [Override(2, OverrideKind.Allow, s_now.AddHours(1), account: 99)],
            clusters: [Cluster(1, 5, 10)]
        );

        Assert.Equal([.. Enumerable.Range(0, 15).Select(Account), Account(99)], standing.Governed.Order());
    }

    [Fact]
    public void AStandingVerdict_IsTheAuditsJson_AndHowItStands()
    {
        var verdict = new StandingVerdict(Member(1), s_now, true);

        var json = System.Text.Encoding.UTF8.GetString(StandingVerdictJson.Write(verdict));

        Assert.Equal(
            System.Text.Encoding.UTF8.GetString(VerdictJson.Write(verdict.Verdict))[..^1]
                + ",\"expires\":\"2026-05-01T12:00:00Z\",\"simulated\":true}",
            json
        );
    }

    [Fact]
    public void Changes_AreReadAsTheyWereWritten()
    {
        VerdictChange[] changes =
        [
            new(new StandingVerdict(Member(1), s_now, true), Member(2), true),
            new(new StandingVerdict(Member(3)), null, false),
        ];

        var read = VerdictChangeJson.Read(VerdictChangeJson.Write(changes));

        Assert.Equal(2, read.Count);
        Assert.True(read[0].Now.SaysTheSameAs(changes[0].Now) && read[0].Raw.SaysTheSameAs(Member(2)) && read[0].Acts);
        Assert.True(
            read[1].Now.SaysTheSameAs(changes[1].Now) && read[1].Said is null && !read[1].Acts && ReferenceEquals(read[1].Raw, read[1].Now.Verdict)
        );
    }

    private static Standing Standing(
        ClusterDecision[] decisions,
        AccountOverride[] overrides,
        Cluster[]? clusters = null,
        DateTimeOffset? at = null,
        bool simulated = false
    ) => new(decisions, overrides, clusters ?? [s_cluster], at ?? s_now, simulated);

    private static AccountId Account(int number) => AccountId.Parse(string.Create(CultureInfo.InvariantCulture, $"a{number:d2}"));

    private static ClusterId Id(int number) => ClusterId.Parse(string.Create(CultureInfo.InvariantCulture, $"hydra-{number:x12}"));

    private static Verdict Member(int number, int cluster = 1) =>
        new()
        {
            Account = Account(number),
            Level = VerdictLevel.Suspect,
            Score = 70,
            Action = VerdictAction.Verify,
            Cluster = Id(cluster),
            FirstFlaggedAt = s_now,
            Reasons = [new Reason("made_up", "They \"share\".", 12.5)],
        };

    private static Cluster Cluster(int number, int first, int accounts) =>
        new()
        {
            Id = Id(number),
            Level = VerdictLevel.Suspect,
            Accounts = [.. Enumerable.Range(first, accounts).Select(Account)],
            FirstSeen = s_now,
            LastSeen = s_now,
            Calls = 1,
            InputTokens = 1,
            OutputTokens = 1,
            Models = new Dictionary<string, long>(),
            Platforms = new Dictionary<string, long>(),
            Resellers = new Dictionary<string, long>(),
            Evidence = Read("framings 10, timing 10"),
            Timeline = [],
        };

    private static Dictionary<string, IReadOnlyList<Reason>> Read(string evidence) =>
        evidence
            .Split(", ")
            .Select(e => e.Split(' '))
            .ToDictionary(
                e => e[0],
                e => (IReadOnlyList<Reason>)[new Reason("weaker", "", 1), new Reason("s", "", double.Parse(e[1], CultureInfo.InvariantCulture))]
            );

    private static ClusterDecision Decision(long number, DecisionKind kind) =>
        new()
        {
            Id = $"d{number}",
            Number = number,
            Kind = kind,
            On = s_cluster,
            Action = VerdictAction.Throttle,
            By = "ana",
            Why = "because",
            At = s_now,
        };

    private static AccountOverride Override(long number, OverrideKind kind, DateTimeOffset? expires, int account = 0) =>
        new()
        {
            Id = $"o{number}",
            Number = number,
            Account = Account(account),
            Kind = kind,
            By = "ana",
            Why = "because",
            At = s_now,
            Expires = expires,
        };
}
