using System.Text;
using Distill.Contracts.Verdicts;
using Distill.Core.Events;

namespace Distill.Core.Tests.Events;

/// <summary>Events that tell what became of a verdict: refusals and verifications.</summary>
public sealed class LifeEventTests
{
    private readonly EventParser _parser = new(new EventLimits());

    [Theory]
    [InlineData("", null, FieldFault.None)]
    [InlineData(",\"action\":\"block\"", VerdictAction.Block, FieldFault.None)]
    [InlineData(",\"action\":\"Verify\"", VerdictAction.Verify, FieldFault.None)]
    [InlineData(",\"action\":\"explode\"", null, FieldFault.Unreadable)]
    [InlineData(",\"action\":[1]", null, FieldFault.WrongType)]
    public void Refusal_SaysItsDay_AndItsActionIfItCanBeRead(string action, VerdictAction? read, FieldFault fault)
    {
        var parsed = Parse($$"""{"type":"refusal","time":"2026-04-20T11:02:09Z","account":"a"{{action}}}""");

        Assert.Equal(EventKind.Refusal, parsed.Kind);
        Assert.Equal(new RefusalRecord(Some.Account("a"), new DateOnly(2026, 4, 20).DayNumber, read), parsed.Fact);
        Assert.Equal(fault, parsed.Faults[EventField.Action]);
    }

    [Theory]
    [InlineData("passed", VerificationOutcome.Passed)]
    [InlineData("Failed", VerificationOutcome.Failed)]
    [InlineData("open", VerificationOutcome.Open)]
    public void Verification_SaysHowItWent_WhenAndByWhom(string outcome, VerificationOutcome read)
    {
        var parsed = Parse($$"""{"type":"verification","time":"2026-04-20T11:02:09Z","account":"a","outcome":"{{outcome}}","by":"desk 3"}""");

        Assert.Equal(EventKind.Verification, parsed.Kind);
        Assert.Equal(
            new VerificationRecord(Some.Account("a"), new DateTimeOffset(2026, 4, 20, 11, 2, 9, TimeSpan.Zero), read, "desk 3"),
            parsed.Fact
        );
    }

    [Theory]
    [InlineData("a\\nb", "ab")]
    [InlineData("\\u202eevil<b>\\u200b", "evil<b>")]
    [InlineData("\\u202e", "")]
    public void AVerificationsAuthor_LosesWhatHidesOrTurnsText_AndTheVerificationCounts(string by, string read)
    {
        var parsed = Parse($$"""{"type":"verification","time":"2026-04-20T11:02:09Z","account":"a","outcome":"passed","by":"{{by}}"}""");

        Assert.Equal(read, Assert.IsType<VerificationRecord>(parsed.Fact).By);
    }

    [Theory]
    [InlineData(VerificationOutcome.Passed, VerificationOutcome.Failed, false)]
    [InlineData(VerificationOutcome.Open, VerificationOutcome.Failed, false)]
    [InlineData(VerificationOutcome.Passed, VerificationOutcome.Open, true)]
    public void OfOutcomesOfOneInstant_TheStricterIsTheLast_InAnyOrder(VerificationOutcome mild, VerificationOutcome strict, bool isPassed)
    {
        var (a, b) = (Record(mild, "z"), Record(strict, "a"));

        Assert.All(
            [
                [a, b],
                new[] { b, a },
            ],
            both => Assert.Equal(strict, VerificationRecord.LastOf(both)!.Outcome)
        );
        Assert.All(
            [
                [a, b],
                new[] { b, a },
            ],
            both => Assert.Equal(isPassed, VerificationRecord.PassedOf(both) is not null)
        );

        static VerificationRecord Record(VerificationOutcome outcome, string by) => new(Some.Account("a"), Some.Time, outcome, by);
    }

    [Theory]
    [InlineData("", RejectReason.MissingField)]
    [InlineData(",\"outcome\":null", RejectReason.MissingField)]
    [InlineData(",\"outcome\":\"maybe\"", RejectReason.BadField)]
    [InlineData(",\"outcome\":{}", RejectReason.BadField)]
    public void VerificationWithoutAnOutcome_IsRejected(string outcome, RejectReason reason)
    {
        var parsed = Parse($$"""{"type":"verification","time":"2026-04-20T11:02:09Z","account":"a"{{outcome}}}""");

        Assert.Equal((EventKind.Rejected, reason, "outcome"), (parsed.Kind, parsed.Reason, parsed.Field));
    }

    private ParsedEvent Parse(string json) => _parser.Parse(Encoding.UTF8.GetBytes(json), Some.Time);
}
