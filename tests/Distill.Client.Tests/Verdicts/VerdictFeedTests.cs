using Distill.Client.Service;
using Distill.Client.Verdicts;
using Distill.Contracts.Verdicts;
using Microsoft.AspNetCore.Http;
using static Distill.Client.Tests.Verdicts.FedVerdicts;

namespace Distill.Client.Tests.Verdicts;

public sealed class VerdictFeedTests
{
    [Fact]
    public async Task Snapshot_IsFollowedOverItsPages_ThenChanges()
    {
        await using var service = await FakeService.StartAsync();
        service.Write([.. Enumerable.Range(0, 25).Select(i => Blocked($"acct_{i}"))]);
        await using var cache = await Caches.InStepAsync(service, new() { PageSize = 10 });

        Assert.Equal(25, cache.Status.Listed);
        var one = cache.Find("acct_24");
        Assert.Equal(
            (true, VerdictLevel.Confirmed, 95, VerdictAction.Block, "hydra-bb173e3d4fe8", Flagged),
            (one.IsListed, one.Level, one.Score, one.Action, one.Cluster, one.FirstFlaggedAt)
        );
        Assert.Equal(one.Action, cache.Find("xacct_24x".AsSpan(1, 7)).Action);
        Assert.Equal(
            (false, VerdictAction.Allow, VerdictLevel.NotAssessed),
            (cache.Find("acct_25").IsListed, cache.Find("acct_25").Action, cache.Find("acct_25").Level)
        );

        service.Write(Blocked("acct_25"), new("acct_3", "clear", 0, "allow"), new("acct_4", "suspect", 60, "verify"));

        // The changes of a page are taken one by one, so the last one is waited for.
        await Caches.UntilAsync(() => cache.Find("acct_4").Action == VerdictAction.Verify);
        Assert.True(cache.Find("acct_25").IsListed);
        Assert.False(cache.Find("acct_3").IsListed);
        Assert.Equal(25, cache.Status.Listed);
        Assert.False(cache.Status.IsStale);
        Assert.Null(cache.Status.Fault);
        Assert.Contains(service.Asked, q => q.Contains("wait=20"));
    }

    [Fact]
    public async Task FunctionKey_GoesWithEachRequest_AndIsNotPrinted()
    {
        await using var service = await FakeService.StartAsync();
        var options = new ServiceOptions { Address = service.Address, FunctionKey = "key-of-the-day" };
        await using var cache = new VerdictCache(options);
        cache.Start();

        Assert.True(await cache.WaitUntilInStepAsync(TimeSpan.FromMinutes(5)));
        Assert.All(service.Keys, key => Assert.Equal("key-of-the-day", key));
        Assert.DoesNotContain("key-of-the-day", $"{options}");
    }

    [Fact]
    public async Task ExpiredCursor_StartsOver_AndForgetsWhatTheNewSnapshotDoesNotList()
    {
        await using var service = await FakeService.StartAsync();
        service.Write(Blocked("acct_1"), Blocked("acct_2"));
        await using var cache = await Caches.InStepAsync(service, new() { PageSize = 1 });

        // Un-flagged in a change that this cache never gets to see.
        service.ExpireCursors();
        service.Write(new("acct_1", "clear", 0, "allow"), Blocked("acct_3"));

        await Caches.UntilAsync(() => !cache.Find("acct_1").IsListed && cache.Find("acct_3").IsListed);
        Assert.True(cache.Find("acct_2").IsListed);
        Assert.Equal((2, 2), (cache.Status.Listed, cache.Status.Snapshots));
    }

    [Fact]
    public async Task SnapshotInterrupted_LeavesNothingOfItself()
    {
        await using var service = await FakeService.StartAsync();
        service.Write(Blocked("acct_1"), Blocked("acct_2"), Blocked("acct_3"));
        var asked = 0;
        // The first snapshot's second page finds its cursor gone, and acct_1 is un-flagged meanwhile.
        service.Instead = _ =>
        {
            if (++asked == 2)
            {
                service.ExpireCursors();
                service.Write(new FedVerdict("acct_1", "clear", 0, "allow"));
            }

            return null;
        };
        await using var cache = await Caches.InStepAsync(service, new() { PageSize = 1 });

        Assert.Equal((false, true, true), (cache.Find("acct_1").IsListed, cache.Find("acct_2").IsListed, cache.Find("acct_3").IsListed));
        Assert.Equal((2, 2), (cache.Status.Listed, cache.Status.Snapshots));
    }

    /// <summary>
    /// Cursors that end anywhere, in a snapshot or after it, and changes in between: what the cache knows in the end is the truth, no more and no
    /// less.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task CursorsThatEndAnywhere_CostNoChange(int seed)
    {
        var random = new Random(seed);
        var truth = new Dictionary<string, FedVerdict>();
        await using var service = await FakeService.StartAsync();
        Write(40);
        var (asked, expired) = (0, 0);
        service.Instead = _ =>
        {
            if (++asked > 300)
            {
                return null;
            }

            if (random.Next(8) == 0)
            {
                expired++;
                service.ExpireCursors();
            }

            Write(random.Next(1, 4));
            return null;
        };
        await using var cache = await Caches.InStepAsync(service, new() { PageSize = 7, MostRetryDelay = TimeSpan.FromMilliseconds(100) });

        await Caches.UntilAsync(() => asked > 300 && truth.Values.All(v => cache.Find(v.Account).Score == v.Score));
        Assert.Equal(truth.Values.Count(v => v.Action == "block"), cache.Status.Listed);
        Assert.InRange(expired, 20, 100);
        Assert.InRange(cache.Status.Snapshots, 10, expired + 1);

        void Write(int changes)
        {
            for (var i = 0; i < changes; i++)
            {
                var account = $"acct_{random.Next(60)}";
                truth[account] =
                    random.Next(3) == 0 ? new FedVerdict(account, "clear", 0, "allow") : Blocked(account) with { Score = 1 + random.Next(100) };
                service.Write(truth[account]);
            }
        }
    }

    [Theory]
    [InlineData("{\"cursor\":\"c\",\"more\":false,\"snapshot\":true}")]
    [InlineData(
        "{\"cursor\":\"c\",\"more\":false,\"snapshot\":true,\"verdicts\":[{\"account\":\"acct_1\",\"level\":\"confirmed\",\"action\":\"block\"}"
    )]
    [InlineData("[]")]
    [InlineData("")]
    public async Task AnswerThatIsNoPage_ChangesNothing_AndIsTriedAgain(string body)
    {
        await using var service = await FakeService.StartAsync();
        service.Write(Blocked("acct_2"));
        service.Instead = _ => Results.Text(body, "application/json");
        await using var cache = Caches.Of(service);
        await Caches.UntilAsync(() => cache.Status.Fault is not null);
        Assert.False(cache.Find("acct_1").IsListed);

        service.Instead = null;

        // A page's verdicts are there before its round is over, and with it the fault.
        await Caches.UntilAsync(() => cache.Find("acct_2").IsListed && cache.Status.Fault is null);
    }

    [Fact]
    public async Task VerdictOfALaterVersion_IsCounted_AndStopsNoOther()
    {
        await using var service = await FakeService.StartAsync();
        service.Write(Blocked("acct_1") with { Action = "captcha" }, Blocked("acct_2"), Blocked(new string('x', 2000)));
        await using var cache = await Caches.InStepAsync(service);

        Assert.Equal((false, true), (cache.Find("acct_1").IsListed, cache.Find("acct_2").IsListed));
        Assert.Equal((3, 2), (cache.Status.Received, cache.Status.Unreadable));
    }

    [Fact]
    public async Task Refusal_IsStated_AndTriedAgain()
    {
        await using var service = await FakeService.StartAsync();
        service.Instead = _ => Results.Problem(statusCode: 401, extensions: new Dictionary<string, object?> { ["code"] = "unauthorized" });
        await using var cache = Caches.Of(service);

        await Caches.UntilAsync(() => cache.Status.Fault is not null);
        Assert.Equal("The service answers 401, unauthorized.", cache.Status.Fault);
        Assert.Equal((true, TimeSpan.MaxValue), (cache.Status.IsStale, cache.Staleness));
        Assert.False(await cache.WaitUntilInStepAsync(TimeSpan.FromMilliseconds(1)));
    }
}
