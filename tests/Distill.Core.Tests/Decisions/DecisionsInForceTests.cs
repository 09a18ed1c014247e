using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using static Distill.Core.Tests.Decisions.SomeDecisions;

namespace Distill.Core.Tests.Decisions;

public sealed class DecisionsInForceTests
{
    // Cluster 1 has the accounts 0 to 9. Cluster 2 came later, with 5 to 8 of these and five others.
    private static readonly Cluster s_other = Cluster(2, 5, 9);

    // Cluster 1 is gone; most of its accounts are in cluster 3.
    private static readonly Cluster s_successor = Cluster(3, 0, 8);

    [Theory]
    [InlineData(DecisionKind.BanPlan)]
    [InlineData(DecisionKind.Confirm)]
    public void AConfirmation_FollowsItsMembers_IntoAnotherClusterAndIntoNone(DecisionKind kind)
    {
        var remained = SomeCluster with { Accounts = [.. SomeCluster.Accounts.Take(5)] };
        var ban = Decision(1, kind);
        var standing = Standing([ban], [], [remained, s_other]);

        Assert.All(
            [Member(0), Member(5, cluster: 2), Outside(7)],
            v => Assert.Equal((VerdictLevel.Confirmed, VerdictAction.Throttle), Stands(standing, v))
        );
        Assert.Contains("The cluster hydra-000000000001 ", standing.Apply(Member(5, cluster: 2)).Verdict.Reasons[0].Detail, StringComparison.Ordinal);
        Assert.Equal(Id(2), standing.Apply(Member(5, cluster: 2)).Verdict.Cluster);
        Assert.Equal((VerdictLevel.Suspect, VerdictAction.Verify), Stands(standing, Member(12, cluster: 2)));
        Assert.True(standing.IsInForce(ban));
        Assert.Contains(Account(5), standing.Governed);
    }

    [Theory]
    [InlineData(DecisionKind.Dismiss, VerdictLevel.Clear, VerdictAction.Allow)]
    [InlineData(DecisionKind.Reopen, VerdictLevel.Suspect, VerdictAction.Verify)]
    public void ALaterDecisionOnTheNewCluster_Wins_AndAnEarlierOneDoesNot(DecisionKind kind, VerdictLevel level, VerdictAction action)
    {
        var ban = Decision(2, DecisionKind.BanPlan);
        var later = Decision(3, kind) with { On = s_other };

        Assert.Equal((level, action), Stands(Standing([ban, later], [], [SomeCluster, s_other]), Member(5, cluster: 2)));
        Assert.Equal(
            (VerdictLevel.Confirmed, VerdictAction.Throttle),
            Stands(Standing([ban, later with { Number = 1 }], [], [SomeCluster, s_other]), Member(5, cluster: 2))
        );
    }

    [Theory]
    [InlineData(DecisionKind.Dismiss)]
    [InlineData(DecisionKind.Reopen)]
    public void WhatEndsADecision_EndsWhatTheClusterInherited_ForAllItTouches(DecisionKind kind)
    {
        var confirmed = Decision(1, DecisionKind.Confirm);
        var ending = Decision(2, kind) with { On = s_successor, Expires = kind == DecisionKind.Dismiss ? Now.AddDays(30) : null };
        Assert.Equal(VerdictLevel.Confirmed, Stands(Standing([confirmed], [], [s_successor]), Member(0, cluster: 3)).Level);

        // In the cluster, after it left, and after a dismissal has ended.
        var standing = Standing([confirmed, ending], [], [s_successor]);
        Assert.NotEqual(VerdictLevel.Confirmed, Stands(standing, Member(0, cluster: 3)).Level);
        Assert.Equal((VerdictLevel.Suspect, VerdictAction.Verify), Stands(standing, Outside(0)));
        var ended = Standing([confirmed, ending], [], [s_successor], Now.AddDays(31));
        Assert.Equal((VerdictLevel.Suspect, VerdictAction.Verify), Stands(ended, Member(0, cluster: 3)));
        Assert.Equal((VerdictLevel.Suspect, VerdictAction.Verify), Stands(Standing([confirmed, ending], [], [], Now.AddDays(31)), Outside(0)));

        // An account that was never in the successor keeps the confirmation.
        Assert.Equal(VerdictLevel.Confirmed, Stands(standing, Outside(9)).Level);
        Assert.True(standing.IsInForce(confirmed));
        Assert.Equal(VerdictLevel.Confirmed, Stands(Standing([confirmed, ending, Decision(3, DecisionKind.Confirm)], [], []), Outside(0)).Level);
    }

    [Fact]
    public void AReopening_EndsTheClustersOwnDecisions_AlsoForThoseWhoLeft()
    {
        var remained = SomeCluster with { Accounts = [.. SomeCluster.Accounts.Take(5)] };
        var ban = Decision(1, DecisionKind.BanPlan);
        var standing = Standing([ban, Decision(2, DecisionKind.Reopen) with { On = remained }], [], [remained, s_other]);

        Assert.Equal((VerdictLevel.Suspect, VerdictAction.Verify), Stands(standing, Member(5, cluster: 2)));
        Assert.False(standing.IsInForce(ban));
    }

    [Fact]
    public void AReopeningByTheCorrelation_EndsTheDismissal_AndFreesNobody()
    {
        var dismissed = Decision(1, DecisionKind.Dismiss) with { On = s_other };
        var ban = Decision(2, DecisionKind.BanPlan);
        var reopened = Decision(3, DecisionKind.Reopen) with { On = s_other, By = ClusterDecision.Correlation };
        var standing = Standing([dismissed, ban, reopened], [], [SomeCluster, s_other]);

        Assert.Equal((VerdictLevel.Confirmed, VerdictAction.Throttle), Stands(standing, Member(5, cluster: 2)));
        Assert.Equal((VerdictLevel.Suspect, VerdictAction.Verify), Stands(standing, Member(12, cluster: 2)));
        Assert.False(standing.IsInForce(dismissed));
        Assert.Equal(
            (VerdictLevel.Suspect, VerdictAction.Verify),
            Stands(Standing([dismissed, ban, reopened with { Request = "r" }], [], [SomeCluster, s_other]), Member(5, cluster: 2))
        );
    }

    [Theory]
    [InlineData(DecisionKind.BanPlan, DecisionKind.Confirm, VerdictLevel.Confirmed)]
    [InlineData(DecisionKind.Confirm, DecisionKind.BanPlan, VerdictLevel.Confirmed)]
    [InlineData(DecisionKind.Dismiss, DecisionKind.Confirm, VerdictLevel.Clear)]
    [InlineData(DecisionKind.Dismiss, DecisionKind.Dismiss, VerdictLevel.Clear)]
    [InlineData(DecisionKind.Confirm, DecisionKind.Dismiss, VerdictLevel.Suspect)]
    [InlineData(DecisionKind.Reopen, DecisionKind.Confirm, VerdictLevel.Suspect)]
    public void WhenAShortDecisionEnds_TheOneBeforeStandsAgain_UnlessItWasEndedForGood(DecisionKind lasting, DecisionKind brief, VerdictLevel level)
    {
        var first = Decision(1, lasting);
        var second = Decision(2, brief) with { Expires = Now.AddSeconds(4) };

        Assert.True(Standing([first, second], []).IsInForce(second));
        Assert.False(Standing([first, second], []).IsInForce(first));
        var after = Standing([first, second], [], at: Now.AddSeconds(4));
        Assert.Equal(level, Stands(after, Member(0)).Level);
        Assert.Equal(level != VerdictLevel.Suspect || lasting == DecisionKind.Reopen, after.IsInForce(first));
        Assert.False(after.IsInForce(second));
    }

    [Fact]
    public void WhenShortShadowModeEnds_TheLastingOneStandsAgain()
    {
        var lasting = Decision(1, DecisionKind.Shadow);
        var brief = Decision(2, DecisionKind.Unshadow) with { Expires = Now.AddSeconds(4) };

        Assert.False(Standing([lasting, brief], []).Apply(Member(0)).Simulated);
        Assert.True(Standing([lasting, brief], [], at: Now.AddSeconds(4)).Apply(Member(0)).Simulated);
    }

    [Fact]
    public void WhenAShortOverrideEnds_TheOneBeforeStandsAgain_UnlessItWasLifted()
    {
        var block = Override(1, OverrideKind.Block, Now.AddDays(300));
        var allow = Override(3, OverrideKind.Allow, Now.AddSeconds(4));
        var after = Standing([], [allow, block], at: Now.AddSeconds(4));

        Assert.Equal(VerdictAction.Allow, Stands(Standing([], [allow, block]), Member(0)).Action);
        Assert.Equal((VerdictAction.Block, Now.AddDays(300)), (Stands(after, Member(0)).Action, after.Apply(Member(0)).Expires));
        Assert.Equal((true, false), (after.IsInForce(block), after.IsInForce(allow)));
        var lifted = Standing([], [allow, Override(2, OverrideKind.Lift, null), block], at: Now.AddSeconds(4));
        Assert.Equal(VerdictAction.Verify, Stands(lifted, Member(0)).Action);
    }

    private static Verdict Outside(int account) => Member(account) with { Cluster = null };

    private static (VerdictLevel Level, VerdictAction Action) Stands(Standing standing, Verdict verdict)
    {
        var stands = standing.Apply(verdict).Verdict;
        return (stands.Level, stands.Action);
    }
}
