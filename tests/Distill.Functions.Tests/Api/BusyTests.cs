using Distill.Core.Decisions;
using Distill.Functions.Publishing;
using Distill.Functions.Tests.Publishing;
using Distill.Functions.Triggers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Distill.Functions.Tests.Api;

/// <summary>What is said to those for whom it takes too long: why, and when to come again.</summary>
public sealed class BusyTests(AzuriteFixture azurite)
{
    private static readonly object s_block = new
    {
        action = "block",
        by = "ana",
        why = "So.",
    };

    // How long a decision waits for others at most: AnalystDecisions.
    private static readonly TimeSpan s_longestTurn = TimeSpan.FromSeconds(35);

    [Fact]
    public async Task WhoWaitsForADecisionThatTheStorageHolds_IsToldSo()
    {
        await using var before = await PublishedAsync();
        var slow = new HoldAt(1);
        await using var instance = new Instance(before.Connection, slow);
        var first = ApiCall.PostAsync(instance, "accounts/m001/overrides", s_block);
        await slow.Reached;

        var second = ApiCall.PostAsync(instance, "accounts/m002/overrides", s_block);

        // Both have set the limit of their turn, and the second waits for its own.
        await instance.Time.UntilSetAsync(s_longestTurn, 2);
        instance.Time.Advance(s_longestTurn);
        var answer = await second;
        Assert.Equal((503, "storage_unavailable", "5"), (answer.Status, answer.Code, answer.Headers.RetryAfter.ToString()));
        slow.LetGo();
        Assert.Equal(200, (await first).Status);
        Assert.Equal(200, (await ApiCall.PostAsync(instance, "accounts/m002/overrides", s_block)).Status);
    }

    [Fact]
    public async Task WhoWaitsTooLongForOtherDecisions_IsToldToSendAgain()
    {
        await using var before = await PublishedAsync();
        var storage = new Hang();
        await using var instance = new Instance(before.Connection, storage);
        await instance.Get<ViewFollower>().ReadAsync(default);
        storage.IsOn = true;
        using var leaves = new CancellationTokenSource();
        var first = instance.Get<AnalystDecisions>().OverrideAsync(Block("m000"), null, leaves.Token);
        Task<Answer>[] others = [Ask("m001"), Ask("m002")];
        await instance.Time.UntilSetAsync(s_longestTurn, 3);

        // The first gives its turn up, so turns do end; one of the others has it now.
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        instance.Time.Advance(s_longestTurn);
        var answer = await await Task.WhenAny(others);

        Assert.Equal((409, "busy", "1"), (answer.Status, answer.Code, answer.Headers.RetryAfter.ToString()));
        storage.IsOn = false;
        await Task.WhenAll(others);

        Task<Answer> Ask(string account) => ApiCall.PostAsync(instance, $"accounts/{account}/overrides", s_block);

        AccountOverride Block(string account) =>
            new()
            {
                Id = "first",
                Number = 0,
                Account = Some.Account(account),
                Kind = OverrideKind.Block,
                By = "ana",
                Why = "So.",
                At = instance.Time.GetUtcNow(),
            };
    }

    [Fact]
    public async Task ChangesWhileTheStorageIsAway_DoNotSayThatTheInstanceHasJustStarted()
    {
        await using var before = await PublishedAsync();
        var storage = new Hang();
        await using var instance = new Instance(before.Connection, storage);
        await instance.Get<ViewFollower>().ReadAsync(default);
        storage.IsOn = true;
        instance.Time.Advance(TimeSpan.FromHours(1));

        var answer = await Hang.AnswerAsync(instance, ApiCall.GetAsync(instance, "verdicts/changes"));

        storage.IsOn = false;
        Assert.Equal((503, "storage_unavailable", "5"), (answer.Status, answer.Code, answer.Headers.RetryAfter.ToString()));
    }

    /// <summary>A request ends after a time, whoever waits for it. The answer that says so still arrives, in the form of its route.</summary>
    [Theory]
    [InlineData(nameof(GetClusters), "GET", "application/problem+json")]
    [InlineData(nameof(PostEvents), "POST", "application/problem+json")]
    [InlineData(nameof(PostTraces), "POST", "application/json")]
    [InlineData(nameof(PostLogs), "POST", "application/json")]
    [InlineData(nameof(ShowConsole), "GET", "text/html; charset=utf-8")]
    [InlineData(nameof(DecideInConsole), "POST", "text/html; charset=utf-8")]
    public async Task WhoWaitsTooLongForTheStorage_GetsAnAnswer(string function, string method, string type)
    {
        await using var instance = new Instance(azurite.NewAccount());
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = services, Response = { Body = body } };
        http.Request.Method = method;
        http.Request.ContentType = "application/json";
        http.Request.Headers["Sec-Fetch-Site"] = "same-origin";

        var asked = ApiCall.RunAsync(instance.Services, function, http, () => NeverAsync(http));
        for (; !asked.IsCompleted; await Task.WhenAny(asked, Task.Delay(20)))
        {
            instance.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await asked;
        Assert.Equal((503, "5", type), (http.Response.StatusCode, $"{http.Response.Headers.RetryAfter}", http.Response.ContentType));
        Assert.NotEmpty(body.ToArray());
    }

    private static async Task<IResult?> NeverAsync(HttpContext http)
    {
        await Task.Delay(Timeout.Infinite, http.RequestAborted);
        return null;
    }

    private async Task<Instance> PublishedAsync()
    {
        var instance = new Instance(azurite.NewAccount());
        await Run.SaveAsync(instance, Run.First, [Run.Verdict("x")]);
        return instance;
    }
}
