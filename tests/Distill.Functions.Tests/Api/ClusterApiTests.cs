using System.Text.Json;
using Distill.Functions.Tests.Publishing;
using static Distill.Functions.Tests.Api.DecisionCalls;

namespace Distill.Functions.Tests.Api;

/// <summary>Clusters are listed and shown page by page.</summary>
public sealed class ClusterApiTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Clusters_ArePagedInOrder()
    {
        await using var instance = new Instance(azurite.NewAccount());
        Assert.Empty((await ApiCall.GetAsync(instance, "clusters")).Json.GetProperty("clusters").EnumerateArray());
        await Run.SaveAsync(instance, Run.First, [], [.. Enumerable.Range(1, 5).Select(i => Run.Cluster(i, 8))]);

        var (ids, after) = (new List<string>(), "");
        for (string? next = ""; next is not null; after = $"&after={next}")
        {
            var page = (await ApiCall.GetAsync(instance, $"clusters?limit=2{after}")).Json;
            ids.AddRange(page.GetProperty("clusters").EnumerateArray().Select(c => c.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(Enumerable.Range(1, 5).Select(i => Run.Id(i).ToString()), ids);
    }

    [Fact]
    public async Task ACluster_IsToldWithItsEvidence_AndItsMembersByThePage()
    {
        await using var instance = await StartAsync(azurite);

        var first = (await ApiCall.GetAsync(instance, $"clusters/{TheCluster.Id}?members_limit=7")).Json;
        var second = (
            await ApiCall.GetAsync(
                instance,
                $"clusters/{TheCluster.Id}?members_limit=7&members_after={first.GetProperty("members").GetProperty("next")}"
            )
        ).Json;

        Assert.Equal(
            TheCluster.Accounts.Select(a => a.Value),
            new[] { first, second }.SelectMany(p => p.GetProperty("members").GetProperty("accounts").EnumerateArray()).Select(a => a.GetString()!)
        );
        Assert.Equal(JsonValueKind.Null, second.GetProperty("members").GetProperty("next").ValueKind);
        Assert.Equal(
            (12, "suspect", "open"),
            (first.GetProperty("accounts").GetInt32(), first.GetProperty("level").GetString(), first.GetProperty("state").GetString())
        );
        Assert.Equal(10, first.GetProperty("evidence").GetProperty("timing")[0].GetProperty("weight").GetDouble());
        Assert.Equal(30, first.GetProperty("models").GetProperty("m-1").GetInt32());
        Assert.Equal("unknown_cluster", (await ApiCall.GetAsync(instance, $"clusters/{Run.Id(9)}")).Code);
        Assert.Equal("bad_cluster_id", (await ApiCall.GetAsync(instance, "clusters/hydra-1")).Code);
    }
}
