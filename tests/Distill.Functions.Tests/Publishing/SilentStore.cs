using Distill.Core.Clusters;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Api;

namespace Distill.Functions.Tests.Publishing;

/// <summary>A store with verdicts of accounts that have long been silent.</summary>
internal static class SilentStore
{
    public static readonly string[] Silent = ["s0", "s1", "s2"];

    /// <summary>Three accounts that have been silent for long, one that has not, and the members of a cluster.</summary>
    public static async Task<Instance> StartAsync(AzuriteFixture azurite, Cluster? cluster = null, Dictionary<string, string?>? settings = null)
    {
        var instance = new Instance(azurite.NewAccount(), settings: settings);
        var members = cluster is null ? [] : Run.Verdicts(cluster);
        await Run.SaveAsync(
            instance,
            Run.First,
            [.. Silent.Select(a => Run.Verdict(a)), Run.Verdict("steady"), .. members],
            cluster is null ? [] : [cluster]
        );
        var today = DateOnly.FromDateTime(instance.Time.GetUtcNow().UtcDateTime);
        await instance.Get<ActivityTable>().SaveAsync(today.AddDays(-91), Silent.Select(Some.Account), default);
        await instance.Get<ActivityTable>().SaveAsync(today, [Some.Account("steady")], default);
        return instance;
    }

    public static async Task AssertAgreesAsync(Reader follower, string store)
    {
        await using var anew = new Reader(store, new Random(1), [100]);
        await anew.CatchUpAsync();
        Assert.Equal(
            follower.Heard.Where(h => h.Value[^1] != Truth.Nothing).Select(h => $"{h.Key} {h.Value[^1]}").Order(),
            anew.Heard.Select(h => $"{h.Key} {Assert.Single(h.Value)}").Order()
        );
    }

    public static async Task AssertStoredAsync(string store)
    {
        Assert.Equal(["steady"], (await Stored.RowsAsync(store, AccountVerdictTable.Name)).Select(r => r.Row.RowKey));
        Assert.Equal(["noted", "steady"], (await Stored.RowsAsync(store, ActivityTable.Name)).Select(r => r.Row.RowKey).Order());
    }

    public static async Task<string> LevelAsync(Instance instance, string account) => (await VerdictAsync(instance, account)).Split(' ')[0];

    /// <summary>The verdict as the API answers it, whether the instance has a view yet or not.</summary>
    public static async Task<string> VerdictAsync(Instance instance, string account)
    {
        var verdict = (await ApiCall.GetAsync(instance, $"verdicts/{account}")).Json;
        return $"{verdict.GetProperty("level")} {verdict.GetProperty("action")}";
    }
}
