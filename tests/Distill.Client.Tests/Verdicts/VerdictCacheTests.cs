using Distill.Client.Verdicts;
using Distill.Contracts.Verdicts;
using Microsoft.Extensions.Time.Testing;
using static Distill.Client.Tests.Verdicts.FedVerdicts;

namespace Distill.Client.Tests.Verdicts;

public sealed class VerdictCacheTests
{
    [Fact]
    public async Task SimulatedVerdict_AllowsAndSaysSo()
    {
        await using var service = await FakeService.StartAsync();
        service.Write(Blocked("acct_1") with { Simulated = true });
        await using var cache = await Caches.InStepAsync(service);

        var one = cache.Find("acct_1");

        Assert.Equal((VerdictAction.Allow, true, VerdictLevel.Confirmed), (one.Action, one.IsSimulated, one.Level));
    }

    [Fact]
    public async Task Verdict_EndsAtItsExpiry()
    {
        var clock = new FakeTimeProvider(Flagged);
        await using var service = await FakeService.StartAsync();
        service.Write(Blocked("acct_1") with { Expires = Flagged.AddMinutes(1) });
        await using var cache = await Caches.InStepAsync(service, clock: clock);
        Assert.Equal((VerdictAction.Block, Flagged.AddMinutes(1)), (cache.Find("acct_1").Action, cache.Find("acct_1").Expires));

        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.True(cache.Find("acct_1").IsListed);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((false, VerdictAction.Allow), (cache.Find("acct_1").IsListed, cache.Find("acct_1").Action));
    }

    [Theory]
    [InlineData(StalePolicy.UseLastKnown, VerdictAction.Block, VerdictAction.Allow, false)]
    [InlineData(StalePolicy.FailOpen, VerdictAction.Allow, VerdictAction.Allow, false)]
    [InlineData(StalePolicy.FailClosed, VerdictAction.Block, VerdictAction.Block, true)]
    public async Task StaleCache_AnswersByItsPolicy(StalePolicy policy, VerdictAction listed, VerdictAction unlisted, bool unavailable)
    {
        var clock = new FakeTimeProvider(Flagged);
        await using var service = await FakeService.StartAsync();
        service.Write(Blocked("acct_1"));
        await using var cache = await Caches.InStepAsync(service, new() { WhenStale = policy, StaleAfter = TimeSpan.FromMinutes(2) }, clock);
        await service.StopAsync();
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal((VerdictAction.Block, VerdictAction.Allow), (cache.Find("acct_1").Action, cache.Find("acct_2").Action));

        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((listed, unlisted), (cache.Find("acct_1").Action, cache.Find("acct_2").Action));
        Assert.Equal((true, true, unavailable), (cache.Find("acct_1").IsStale, cache.Find("acct_2").IsStale, cache.Find("acct_2").IsUnavailable));
        Assert.Equal(TimeSpan.FromSeconds(121), cache.Staleness);

        await service.RestartAsync();
        await Caches.UntilAsync(() => !cache.Find("acct_1").IsStale, () => clock.Advance(TimeSpan.FromMilliseconds(50)));
        Assert.Equal((VerdictAction.Block, VerdictAction.Allow), (cache.Find("acct_1").Action, cache.Find("acct_2").Action));
    }

    [Fact]
    public void WrongOptions_AreAllNamed()
    {
        var failure = Assert.Throws<ArgumentException>(() =>
            new VerdictCache(
                new() { FunctionKey = "a b", BearerToken = _ => new("t") },
                new()
                {
                    PageSize = 0,
                    Wait = TimeSpan.FromMinutes(1),
                    StaleAfter = default,
                    SnapshotEvery = default,
                    SnapshotPath = "",
                    MostRetryDelay = default,
                    WhenStale = (StalePolicy)9,
                }
            )
        );

        foreach (
            var name in new[]
            {
                "Address",
                "BearerToken",
                "FunctionKey must",
                "PageSize",
                "Wait",
                "StaleAfter",
                "SnapshotEvery",
                "SnapshotPath",
                "MostRetryDelay",
                "WhenStale",
            }
        )
        {
            Assert.Contains(name, failure.Message);
        }
    }

    [Fact]
    public async Task Lookup_AllocatesNothing()
    {
        await using var service = await FakeService.StartAsync();
        service.Write(Blocked("acct_1"), Blocked("acct_2") with { Expires = DateTimeOffset.UtcNow.AddDays(1) });
        await using var cache = await Caches.InStepAsync(service);
        var listed = 0;
        Look();

        var before = GC.GetAllocatedBytesForCurrentThread();
        Look();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(4000, listed);

        void Look()
        {
            for (var i = 0; i < 1000; i++)
            {
                listed += cache.Find("acct_1").IsListed ? 1 : 0;
                listed += cache.Find("acct_2".AsSpan()).Cluster is null ? 0 : 1;
                listed += cache.Find("acct_3").IsListed ? 1 : 0;
            }
        }
    }
}
