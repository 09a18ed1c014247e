using Distill.Client.Calls;
using Distill.Contracts.Verdicts;

namespace Distill.Client.Tests.Calls;

public sealed class ReportedRefusalsTests
{
    private static readonly DateTimeOffset s_now = new(2026, 5, 4, 10, 10, 0, TimeSpan.Zero);

    [Fact]
    public void Refusal_IsWorthAReport_OnceAnHourForEachAccountAndAction()
    {
        var refusals = new ReportedRefusals();

        Assert.True(refusals.TryAdd("a", VerdictAction.Block, s_now));
        Assert.False(refusals.TryAdd("a", VerdictAction.Block, s_now.AddMinutes(49)));
        Assert.True(refusals.TryAdd("a", VerdictAction.Throttle, s_now));
        Assert.True(refusals.TryAdd("b", VerdictAction.Block, s_now));
        Assert.True(refusals.TryAdd("a", VerdictAction.Block, s_now.AddMinutes(50)));
    }

    [Fact]
    public void RefusalThatWasTakenBack_IsReportedNextTime()
    {
        var refusals = new ReportedRefusals();
        Assert.True(refusals.TryAdd("a", VerdictAction.Block, s_now));

        refusals.Remove("a", VerdictAction.Block);

        Assert.True(refusals.TryAdd("a", VerdictAction.Block, s_now));
    }

    [Fact]
    public void SoManyAccounts_AreRememberedInAnHour_AndNoMore()
    {
        var refusals = new ReportedRefusals();

        Assert.Equal(100_000, Enumerable.Range(0, 100_500).Count(i => refusals.TryAdd($"a{i}", VerdictAction.Block, s_now)));
        Assert.True(refusals.TryAdd("a100499", VerdictAction.Block, s_now.AddHours(1)));
    }
}
