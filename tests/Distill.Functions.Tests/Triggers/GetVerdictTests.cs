using System.Text;
using Distill.Core.Events;
using Distill.Core.Verdicts;
using Distill.Functions.Storage;
using Distill.Functions.Triggers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Distill.Functions.Tests.Triggers;

public sealed class GetVerdictTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task AnAccountNeverSeen_IsNotAssessed()
    {
        using var instance = new Instance(azurite.NewAccount());

        var (status, type, body) = await GetAsync(instance, "acct_9");

        Assert.Equal((200, "application/json; charset=utf-8"), (status, type));
        Assert.Equal(Encoding.UTF8.GetString(VerdictJson.Write(Verdict.NeverSeen(Some.Account("acct_9")))), body);
    }

    [Theory]
    [InlineData("acct_1", "acct_1")]
    [InlineData("a b#é", "a b#é")]
    [InlineData("team/a", "team%2Fa")]
    public async Task AKnownVerdict_IsAnsweredAsItWasSaved(string account, string route)
    {
        using var instance = new Instance(azurite.NewAccount());
        var verdict = Verdict.NeverSeen(Some.Account(account)) with { Level = VerdictLevel.Watch, Score = 30 };
        await instance.Get<VerdictTable>().SaveAsync(Hour.Of(Some.Start), [(verdict, null)], default);

        var (_, _, body) = await GetAsync(instance, route);

        Assert.Equal(Encoding.UTF8.GetString(VerdictJson.Write(verdict)), body);
    }

    [Fact]
    public async Task WhatIsNoAccountId_IsAProblemWithACode()
    {
        using var instance = new Instance(azurite.NewAccount());

        var (status, type, body) = await GetAsync(instance, new string('a', 257));

        Assert.Equal((400, "application/problem+json"), (status, type));
        Assert.Contains("\"code\":\"bad_account_id\"", body, StringComparison.Ordinal);
    }

    private static async Task<(int Status, string? Type, string Body)> GetAsync(Instance instance, string account)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
            Response = { Body = body },
        };
        var result = await new GetVerdict(instance.Get<VerdictTable>()).Run(http.Request, account);
        await result.ExecuteAsync(http);
        return (http.Response.StatusCode, http.Response.ContentType, Encoding.UTF8.GetString(body.ToArray()));
    }
}
