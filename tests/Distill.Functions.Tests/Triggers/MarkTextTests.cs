using System.Globalization;
using System.Text;
using System.Text.Json;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Functions.Honeypots;
using Distill.Functions.Storage;
using Distill.Functions.Triggers;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Distill.Functions.Tests.Triggers;

public sealed class MarkTextTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task AText_IsMarkedAndLoggedInOrder()
    {
        using var instance = new Instance(azurite.NewAccount(), settings: SomeMarking.Settings);
        using var one = JsonDocument.Parse((await PostAsync(instance, Request("r1"))).Body);
        using var two = JsonDocument.Parse((await PostAsync(instance, Request("r2"))).Body);

        Assert.True(one.RootElement.GetProperty("marked").GetBoolean());
        Assert.NotEqual(SomeMarking.Text, one.RootElement.GetProperty("text").GetString());
        Assert.Equal((0, 1), (one.RootElement.GetProperty("index").GetInt32(), two.RootElement.GetProperty("index").GetInt32()));
        var epoch = EpochId.Parse(one.RootElement.GetProperty("receipt").GetProperty("epoch").GetString()!);
        Assert.Equal("2026-04-27", epoch.Value);
        var log = await instance.Get<ReceiptTable>().ReadAsync(epoch, 0, default).ToListAsync();
        Assert.Equal(["r1", "r2"], log.Select(l => ReceiptJson.Read(l)!.RequestId));
    }

    [Fact]
    public async Task TwoInstances_LogWithoutAGap()
    {
        var account = azurite.NewAccount();
        using var one = new Instance(account, settings: SomeMarking.Settings);
        using var two = new Instance(account, settings: SomeMarking.Settings);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => PostAsync(i % 2 == 0 ? one : two, Request($"r{i}"))));
        var log = await two.Get<ReceiptTable>().ReadAsync(EpochId.Parse("2026-04-27"), 0, default).ToListAsync();
        Assert.Equal(
            Enumerable.Range(0, 12).Select(i => $"r{i}").Order(StringComparer.Ordinal),
            log.Select(l => ReceiptJson.Read(l)!.RequestId).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task AChangedMembership_TakesEffectAtTheNextEpoch()
    {
        using var instance = new Instance(azurite.NewAccount(), settings: SomeMarking.Settings);
        Assert.Equal("cohort-2026-W17", await CodeAsync(instance, "r1"));

        var hour = Hour.Of(Some.Start);
        var cluster = Cluster("acct_1");
        var clusters = instance.Get<ClusterTable>();
        var claim = await clusters.ClaimAsync(true, default);
        await clusters.SaveAsync(hour, [(cluster.Id, cluster, null)], claim, default);
        await clusters.ReleaseAsync(claim, default);
        await instance
            .Get<TableStore>()
            .CommitAsync(StateTable.Name, [StateTable.Move(hour, await instance.Get<StateTable>().ReadAsync(default), Some.Start)], default);
        Assert.Equal("cohort-2026-W17", await CodeAsync(instance, "r2"));

        instance.Time.Advance(TimeSpan.FromDays(7));
        Assert.Equal(cluster.Id.ToString(), await CodeAsync(instance, "r3"));
    }

    [Fact]
    public async Task WithoutAKey_TheTextComesBackAsItWas()
    {
        using var instance = new Instance(azurite.NewAccount());
        using var answer = JsonDocument.Parse((await PostAsync(instance, Request("r"))).Body);
        Assert.Equal(
            (SomeMarking.Text, false),
            (answer.RootElement.GetProperty("text").GetString(), answer.RootElement.GetProperty("marked").GetBoolean())
        );
    }

    [Fact]
    public async Task WithoutItsStorage_TheTextComesBackAsItWas()
    {
        using var instance = new Instance(
            "DefaultEndpointsProtocol=http;AccountName=gone;AccountKey=AAAA;TableEndpoint=http://127.0.0.1:9/gone;",
            settings: SomeMarking.Settings
        );
        var (status, body) = await PostAsync(instance, Request("r"));
        using var answer = JsonDocument.Parse(body);
        Assert.Equal((200, SomeMarking.Text), (status, answer.RootElement.GetProperty("text").GetString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"text\":\"x\",\"account\":\"a\"}")]
    [InlineData("{\"text\":\"x\",\"account\":\"\",\"requestId\":\"r\"}")]
    [InlineData("{\"text\":\"\\ud800\",\"account\":\"a\",\"requestId\":\"r\"}")]
    public async Task WhatIsNoRequest_IsAProblemWithACode(string request)
    {
        using var instance = new Instance(azurite.NewAccount(), settings: SomeMarking.Settings);
        var (status, body) = await PostAsync(instance, request);
        Assert.Equal(400, status);
        Assert.Contains("\"code\":\"bad_mark_request\"", body, StringComparison.Ordinal);
    }

    private static string Request(string id) =>
        JsonSerializer.Serialize(
            new
            {
                text = SomeMarking.Text,
                account = "acct_1",
                requestId = id,
                created = Some.Start.ToString("O", CultureInfo.InvariantCulture),
            }
        );

    private static async Task<string?> CodeAsync(Instance instance, string id)
    {
        using var answer = JsonDocument.Parse((await PostAsync(instance, Request(id))).Body);
        return answer.RootElement.GetProperty("receipt").GetProperty("code").GetString();
    }

    private static Cluster Cluster(string account) =>
        new()
        {
            Id = ClusterId.Parse("hydra-0123456789ab"),
            Level = VerdictLevel.Suspect,
            Accounts = [Some.Account(account)],
            FirstSeen = Some.Start,
            LastSeen = Some.Start,
            Calls = 1,
            InputTokens = 1,
            OutputTokens = 1,
            Models = new Dictionary<string, long>(),
            Platforms = new Dictionary<string, long>(),
            Resellers = new Dictionary<string, long>(),
            Evidence = new Dictionary<string, IReadOnlyList<Reason>>(),
            Timeline = [],
        };

    private static async Task<(int Status, string Body)> PostAsync(Instance instance, string request)
    {
        using var body = new MemoryStream();
        var http = new DefaultHttpContext
        {
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
            Request = { Body = new MemoryStream(Encoding.UTF8.GetBytes(request)) },
            Response = { Body = body },
        };
        var result = await new MarkText(instance.Get<EpochMarker>()).Run(http.Request);
        await result.ExecuteAsync(http);
        return (http.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray()));
    }
}
