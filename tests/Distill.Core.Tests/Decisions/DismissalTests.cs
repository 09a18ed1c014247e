using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;
using Distill.Core.Options;
using static Distill.Core.Tests.Decisions.SomeDecisions;

namespace Distill.Core.Tests.Decisions;

public sealed class DismissalTests
{
    [Fact]
    public void ADismissedCluster_DoesNotComeBackUnderAnotherName()
    {
        var dismissed = Decision(1, DecisionKind.Dismiss);
        var again = Cluster(2, 5, 10);
        var other = Cluster(3, 6, 10);

        var standing = Standing([dismissed], [], clusters: [again, other]);

        Assert.Equal(VerdictLevel.Clear, standing.Apply(Member(12, 2)).Verdict.Level);
        Assert.Equal(VerdictLevel.Suspect, standing.Apply(Member(12, 3)).Verdict.Level);
        Assert.Equal(VerdictLevel.Suspect, Standing([dismissed], [], clusters: [SomeCluster, again]).Apply(Member(12, 2)).Verdict.Level);
    }

    [Fact]
    public void AConfirmedMember_StaysConfirmedWhenTheClusterDissolves_AndADismissedOneIsTheCorrelations()
    {
        var clear = Member(0) with { Level = VerdictLevel.Clear, Action = VerdictAction.Allow, Cluster = null };

        var confirmed = Standing([Decision(1, DecisionKind.Confirm)], [], clusters: []);
        var dismissed = Standing([Decision(1, DecisionKind.Dismiss)], [], clusters: []);

        Assert.Equal((VerdictLevel.Confirmed, Id(1)), (confirmed.Apply(clear).Verdict.Level, confirmed.Apply(clear).Verdict.Cluster));
        Assert.Equal(VerdictLevel.Clear, dismissed.Apply(clear).Verdict.Level);
        // The dismissal is still told, because it is in force.
        Assert.Equal(["dismissed", "made_up"], dismissed.Apply(clear).Verdict.Reasons.Select(r => r.Signal));
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
        var current = SomeCluster with { Evidence = EvidenceOf(now) };

        var outgrown = Standing([Decision(1, DecisionKind.Dismiss)], [], clusters: [current]).Outgrown(new DetectionOptions(), 1.5).ToArray();

        Assert.Equal(why is null ? 0 : 1, outgrown.Length);
        Assert.All(outgrown, o => Assert.Contains(why!, o.Why, StringComparison.Ordinal));
    }

    [Fact]
    public void ADismissal_IsOutgrownByHalfAsManyMembersAgain_AndByTwiceTheWeakEvidence()
    {
        var weak = Decision(1, DecisionKind.Dismiss) with { On = SomeCluster with { Evidence = EvidenceOf("framings 5, timing 5") } };

        Assert.Single(Standing([Decision(1, DecisionKind.Dismiss)], [], clusters: [Cluster(1, 0, 15)]).Outgrown(new DetectionOptions(), 1.5));
        Assert.Empty(Standing([Decision(1, DecisionKind.Dismiss)], [], clusters: [Cluster(1, 0, 14)]).Outgrown(new DetectionOptions(), 1.5));
        Assert.Single(Standing([weak], [], clusters: [SomeCluster]).Outgrown(new DetectionOptions(), 1.5));
        Assert.Empty(Standing([weak, Decision(2, DecisionKind.Reopen)], [], clusters: [SomeCluster]).Outgrown(new DetectionOptions(), 1.5));
    }
}
