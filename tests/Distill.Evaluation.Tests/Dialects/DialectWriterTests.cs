using Distill.Evaluation.Dialects;

namespace Distill.Evaluation.Tests.Dialects;

public sealed class DialectWriterTests
{
    [Fact]
    public void CampaignScope_LeavesInnocentEventsAsTheyAre()
    {
        var changed = Changed("tokens_text", DialectScope.Campaign);
        Assert.NotEmpty(changed);
        Assert.Subset(SomeEvents.Campaign.ToHashSet(), changed);
    }

    [Fact]
    public void EverybodyScope_RewritesAllCalls() => Assert.Equal(Accounts(), Changed("tokens_text", DialectScope.Everybody));

    [Fact]
    public void Wrap_IsThatOfTheCampaignAndOneAccountInFour()
    {
        var changed = Changed("wrap_reminder", DialectScope.Everybody);
        Assert.Subset(changed, Accounts().Where(SomeEvents.Campaign.Contains).ToHashSet());
        var innocent = (double)changed.Count(a => !SomeEvents.Campaign.Contains(a)) / Accounts().Count(a => !SomeEvents.Campaign.Contains(a));
        Assert.InRange(innocent, 0.1, 0.4);

        var covered = Enumerable.Range(0, 10_000).Count(i => SomeEvents.Named("wrap_reminder").Covers($"acct_{i}"));
        Assert.InRange(covered, 2300, 2700);
    }

    [Theory]
    [InlineData("ip_private")]
    [InlineData("ip_port")]
    [InlineData("prompt_surrogate")]
    [InlineData("time_bare_offset")]
    [InlineData("id_constant")]
    public void Bytes_DoNotDependOnTheOrder(string dialect)
    {
        var (forth, back) = (Writer(dialect, DialectScope.Everybody), Writer(dialect, DialectScope.Everybody));
        var written = SomeEvents.All.Select(e => forth.Write(e.Account, e.Json).ToArray()).ToArray();
        var reversed = SomeEvents.All.Reverse().Select(e => back.Write(e.Account, e.Json).ToArray()).ToArray();
        Assert.Equal(written, reversed.Reverse());
    }

    private static DialectWriter Writer(string dialect, DialectScope scope) => new(SomeEvents.Named(dialect), scope, SomeEvents.Campaign);

    // Accounts that have a call.
    private static HashSet<string> Accounts() =>
        [.. SomeEvents.All.Where(e => e.Kind == Simulation.Traffic.WireEventKind.Call).Select(e => e.Account)];

    private static HashSet<string> Changed(string dialect, DialectScope scope)
    {
        var writer = Writer(dialect, scope);
        return [.. SomeEvents.All.Where(e => !writer.Write(e.Account, e.Json).Span.SequenceEqual(e.Json.Span)).Select(e => e.Account)];
    }
}
