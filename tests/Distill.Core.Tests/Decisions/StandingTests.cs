using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;
using static Distill.Core.Tests.Decisions.SomeDecisions;

namespace Distill.Core.Tests.Decisions;

public sealed class StandingTests
{
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
    public void ShadowMode_FollowsADecision_WhenItsClusterDissolves()
    {
        var outside = Member(0) with { Level = VerdictLevel.NotAssessed, Action = VerdictAction.Allow, Cluster = null };
        ClusterDecision[] decided =
        [
            Decision(1, DecisionKind.BanPlan),
            Decision(2, DecisionKind.Shadow),
            Decision(3, DecisionKind.Unshadow),
            Decision(4, DecisionKind.Shadow),
            Decision(5, DecisionKind.Confirm),
        ];
        bool[] simulated = [.. Enumerable.Range(1, 5).Select(n => Standing(decided[..n], [], []).Apply(outside).Simulated)];

        Assert.Equal([false, true, false, true, true], simulated);
        var stands = Standing(decided, [], []).Apply(outside).Verdict;
        Assert.Equal((VerdictLevel.Confirmed, VerdictAction.Allow), (stands.Level, stands.Action));
        Assert.Equal("Shadow mode: the action would be throttle.", stands.Reasons[0].Detail);
        Assert.Equal("confirmed", stands.Reasons[1].Signal);

        // Also in another cluster, on which nobody decided; and there a later decision on shadow mode wins.
        var other = Cluster(2, 0, 30);
        Assert.True(Standing(decided, [], [other]).Apply(Member(0, cluster: 2)).Simulated);
        var later = Decision(6, DecisionKind.Unshadow) with { On = other };
        Assert.False(Standing([.. decided, later], [], [other]).Apply(Member(0, cluster: 2)).Simulated);
    }

    [Fact]
    public void ADismissal_IsToldOfWhoLeftTheCluster()
    {
        var outside = Member(0) with { Level = VerdictLevel.Clear, Action = VerdictAction.Allow, Cluster = null };
        var dismissed = Decision(1, DecisionKind.Dismiss) with { Expires = Now.AddDays(2) };

        var stands = Standing([dismissed], [], []).Apply(outside);

        Assert.Equal((VerdictLevel.Clear, Now.AddDays(2)), (stands.Verdict.Level, stands.Expires));
        Assert.Equal(
            "The cluster hydra-000000000001, of which it was a member, was dismissed by ana until 2026-05-03 12:00 UTC: because",
            stands.Verdict.Reasons[0].Detail
        );
        Assert.Same(outside, Standing([dismissed, Decision(2, DecisionKind.Reopen)], [], []).Apply(outside).Verdict);
        Assert.Same(outside, Standing([dismissed], [], [], Now.AddDays(2)).Apply(outside).Verdict);
    }

    [Fact]
    public void AnOverride_WinsOverTheCorrelationAndOverDecisions_UntilItEnds()
    {
        var block = Override(1, OverrideKind.Block, Now.AddHours(1));
        var dismissed = Decision(2, DecisionKind.Dismiss);

        var stands = Standing([dismissed], [block]).Apply(Member(0));

        Assert.Equal((VerdictLevel.Suspect, VerdictAction.Block, Now.AddHours(1)), (stands.Verdict.Level, stands.Verdict.Action, stands.Expires));
        Assert.Equal("override", stands.Verdict.Reasons[0].Signal);
        Assert.Equal(VerdictAction.Allow, Standing([dismissed], [block], at: Now.AddHours(1)).Apply(Member(0)).Verdict.Action);
        Assert.Equal(VerdictAction.Allow, Standing([], [block, Override(2, OverrideKind.Allow, Now.AddHours(1))]).Apply(Member(0)).Verdict.Action);
        Assert.Equal(VerdictAction.Verify, Standing([], [block, Override(2, OverrideKind.Lift, null)]).Apply(Member(0)).Verdict.Action);
    }

    [Fact]
    public void WhatEndsFirst_IsWhenTheVerdictExpires()
    {
        var dismissed = Decision(1, DecisionKind.Dismiss) with { Expires = Now.AddDays(2) };
        var shadow = Decision(2, DecisionKind.Shadow) with { Expires = Now.AddDays(1) };

        Assert.Equal(Now.AddDays(1), Standing([dismissed, shadow], []).Apply(Member(0)).Expires);
        Assert.Equal(Now.AddDays(2), Standing([dismissed, shadow], [], at: Now.AddDays(1)).Apply(Member(0)).Expires);
        Assert.Equal(VerdictLevel.Suspect, Standing([dismissed, shadow], [], at: Now.AddDays(2)).Apply(Member(0)).Verdict.Level);
    }

    [Fact]
    public void ShadowModeForAll_AllowsWhateverWasDecided_AndChangesNothingThatWasAllowed()
    {
        var standing = Standing(
            [Decision(1, DecisionKind.BanPlan)],
            [Override(2, OverrideKind.Block, Now.AddHours(1), account: 20)],
            simulated: true
        );
        var clear = Member(30) with { Level = VerdictLevel.Clear, Action = VerdictAction.Allow, Cluster = null };

        Assert.All(
            [standing.Apply(Member(0)), standing.Apply(Member(20)), standing.Apply(clear)],
            s => Assert.Equal((VerdictAction.Allow, true), (s.Verdict.Action, s.Simulated))
        );
        Assert.Same(clear, standing.Apply(clear).Verdict);
    }

    [Fact]
    public void AllThatMayDiffer_IsGoverned()
    {
        var standing = Standing(
            [Decision(1, DecisionKind.Confirm)],
            [Override(2, OverrideKind.Allow, Now.AddHours(1), account: 99)],
            clusters: [Cluster(1, 5, 10)]
        );

        Assert.Equal([.. Enumerable.Range(0, 15).Select(Account), Account(99)], standing.Governed.Order());
    }

    [Fact]
    public void AStandingVerdict_IsTheAuditsJson_AndHowItStands()
    {
        var verdict = new StandingVerdict(Member(1), Now, true);

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
        VerdictChange[] changes = [new(new StandingVerdict(Member(1), Now, true), Member(2), true), new(new StandingVerdict(Member(3)), null, false)];

        var read = VerdictChangeJson.Read(VerdictChangeJson.Write(changes));

        Assert.Equal(2, read.Count);
        Assert.True(read[0].Now.SaysTheSameAs(changes[0].Now) && read[0].Raw.SaysTheSameAs(Member(2)) && read[0].Acts);
        Assert.True(
            read[1].Now.SaysTheSameAs(changes[1].Now) && read[1].Said is null && !read[1].Acts && ReferenceEquals(read[1].Raw, read[1].Now.Verdict)
        );
    }
}
