using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;
using Distill.Core.Events;
using Distill.Core.Options;

namespace Distill.Core.Tests.Decisions;

public sealed class AppealTests
{
    private const string Account = "h06";

    [Theory]
    [InlineData(VerificationOutcome.Passed, true)]
    [InlineData(VerificationOutcome.Failed, false)]
    [InlineData(VerificationOutcome.Open, false)]
    public void Outcome_IsToldAndWeighsInTheNextRun(VerificationOutcome outcome, bool isAllowed)
    {
        using var loop = new Loop();
        loop.RunThrough(2);
        var judged = loop.VerdictOn(Account);
        Assert.NotEqual(VerdictAction.Allow, judged.Action);

        loop.Add(Verified(outcome, day: 2.5));
        loop.RunThrough(4);

        var verdict = loop.VerdictOn(Account);
        Assert.Equal(isAllowed, verdict.Action == VerdictAction.Allow);
        Assert.True(verdict.Level >= judged.Level);
        Assert.Contains("by the desk", Assert.Single(verdict.Reasons, r => r.Signal == "verification").Detail, StringComparison.Ordinal);
        Assert.Equal(isAllowed, verdict.Reasons[0].Signal == "verification");
        Assert.NotEqual(VerdictAction.Allow, loop.VerdictOn("h07").Action);
        Assert.Null(Appeals.Of(judged));
        Assert.Equal($"{outcome}", $"{Appeals.Of(verdict)}");
    }

    [Fact]
    public void OfSeveralOutcomes_TheLatestByEventTimeCounts_InAnyOrderOfArrival()
    {
        using var loop = new Loop();
        loop.Add(Verified(VerificationOutcome.Failed, day: 2.1));
        loop.Add(Verified(VerificationOutcome.Passed, day: 1.6));
        loop.Add(Verified(VerificationOutcome.Open, day: 1.5));

        loop.RunThrough(1);
        Assert.Equal(VerdictAction.Allow, loop.VerdictOn(Account).Action);
        loop.RunThrough(3);
        Assert.NotEqual(VerdictAction.Allow, loop.VerdictOn(Account).Action);
    }

    [Fact]
    public void AnOpenVerification_TakesNothingAway_AndIsTold()
    {
        using var loop = new Loop(new DetectionOptions { VerificationDays = 10 });
        loop.Call("c000", fromDay: 3, days: 30, pairs: 2);
        loop.Add(Verified(VerificationOutcome.Passed, day: 1.6));
        loop.Add(Verified(VerificationOutcome.Open, day: 2.1));

        loop.RunThrough(3);
        var verdict = loop.VerdictOn(Account);
        Assert.Equal((VerdictAction.Allow, AppealOutcome.Passed), (verdict.Action, Appeals.Of(verdict)));
        Assert.Contains("open since", verdict.Reasons[^1].Detail, StringComparison.Ordinal);
        loop.RunThrough(13);
        Assert.NotEqual(VerdictAction.Allow, loop.VerdictOn(Account).Action);
        Assert.Equal(AppealOutcome.Open, Appeals.Of(loop.VerdictOn(Account)));
    }

    [Fact]
    public void PassedVerification_CountsForItsDays_AlsoWhenTheAccountIsSilent()
    {
        using var loop = new Loop(new DetectionOptions { VerificationDays = 10 });
        loop.Call("c000", fromDay: 3, days: 30, pairs: 2);
        loop.Add(Verified(VerificationOutcome.Passed, day: 2));

        loop.RunThrough(11);
        Assert.Equal(VerdictAction.Allow, loop.VerdictOn(Account).Action);
        loop.RunThrough(13);
        Assert.NotEqual(VerdictAction.Allow, loop.VerdictOn(Account).Action);
        Assert.Equal(AppealOutcome.Open, Appeals.Of(loop.VerdictOn(Account)));
        Assert.Contains(
            "too long ago",
            Assert.Single(loop.VerdictOn(Account).Reasons, r => r.Signal == "verification").Detail,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void VerificationOfAnAccountThatIsNotFlagged_ChangesNothing()
    {
        using var loop = new Loop();
        loop.Add(new VerificationRecord(Some.Account("c001"), Some.Time, VerificationOutcome.Failed, ""));
        loop.Add(new VerificationRecord(Some.Account("nobody"), Some.Time, VerificationOutcome.Passed, ""));
        loop.RunThrough(2);

        Assert.DoesNotContain(loop.VerdictOn("c001").Reasons, r => r.Signal == "verification");
        Assert.False(loop.State.Verdicts.ContainsKey(Some.Account("nobody")));
    }

    private static VerificationRecord Verified(VerificationOutcome outcome, double day) =>
        new(Some.Account(Account), Some.Time.AddDays(day), outcome, "the desk");
}
