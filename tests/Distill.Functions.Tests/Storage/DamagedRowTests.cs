using Azure;
using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Contracts.Sealing;
using Distill.Contracts.Verdicts;
using Distill.Functions.Batches;
using Distill.Functions.Publishing;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Api;
using Distill.Functions.Tests.Publishing;

namespace Distill.Functions.Tests.Storage;

/// <summary>A stored row that is damaged costs itself alone: all others are still served, and the next run publishes.</summary>
public sealed class DamagedRowTests(AzuriteFixture azurite)
{
    private static readonly byte[] s_damage = [9, 9, 9];

    [Theory]
    [InlineData("verdicts", "m003", "Json0")]
    [InlineData("verdicts", "m003", "Basis")]
    [InlineData("verdicts", "m003", "Hour")]
    [InlineData("clusters", "", "Json0")]
    [InlineData("clusters", "", "Hour")]
    [InlineData("state", "decision-", "On0")]
    [InlineData("state", "decision-", "Kind")]
    [InlineData("state", "watermark", "Hour")]
    public async Task ADamagedRow_CostsItselfAlone(string table, string key, string property)
    {
        await using var before = new Instance(azurite.NewAccount());
        var (cluster, other) = (Run.Cluster(1, 8), Run.Cluster(2, 6, prefix: "n"));
        await Run.SaveAsync(before, Run.First, [.. Run.Verdicts(cluster), .. Run.Verdicts(other), Run.Verdict("x")], cluster, other);
        var decision = new
        {
            decision = "confirm",
            by = "ana",
            why = "So.",
        };
        Assert.Equal(200, (await ApiCall.PostAsync(before, $"clusters/{Run.Id(1)}/decisions", decision)).Status);
        await DamageAsync(before.Connection, table, key == "" ? Run.Id(1).ToString() : key, property);

        // Another instance has nothing in memory.
        await using var instance = new Instance(before.Connection);
        await instance.Get<ViewFollower>().ReadAsync(default);
        var answer = await ApiCall.GetAsync(instance, "verdicts/x");
        Assert.Equal((200, "clear"), (answer.Status, answer.Json.GetProperty("level").GetString()));
        Assert.Equal(200, (await ApiCall.GetAsync(instance, $"clusters/{Run.Id(2)}")).Status);

        await Run.SaveAsync(instance, Run.First + 1, [.. Run.Verdicts(other), Run.Verdict("x", VerdictLevel.Watch)], other);

        Assert.Equal(Run.First + 1, (await instance.Get<StateTable>().ReadAsync(default)).Hour);
        await instance.Get<ViewFollower>().ReadAsync(default);
        answer = await ApiCall.GetAsync(instance, "verdicts/x");
        Assert.Equal((200, "watch"), (answer.Status, answer.Json.GetProperty("level").GetString()));
        Assert.Contains(instance.Logs.Bad, line => line.Id.Id == 109);
    }

    /// <summary>A window that names a key of its own, beside windows that open, is damaged: no key is missing.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public async Task AWindowWhoseSealIsDamaged_CostsItsOwnCallsAlone(int at)
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store);
        await instance.IngestAsync("0", Some.Events([Some.Call("a", "1"), Some.Call("b", "2"), Some.Call("c", "3")]));
        await ChangeAsync(store, "b", at);

        await using var next = new Instance(store);
        var rows = await next.Get<WindowTable>().ReadAsync(Hour.Of(Some.Start), new HubPartition("0"), default);
        Assert.Equal([("a", false), ("b", true), ("c", false)], rows.Select(r => (r.Key.Value, r.Value.IsUnreadable)).Order());
        await next.CorrelateAsync();
        Assert.Equal(2, (await Stored.RowsAsync(store, AccountVerdictTable.Name)).Count);

        // Two that name the same key want that key.
        await ChangeAsync(store, "c", at);
        await using var third = new Instance(store);
        await Assert.ThrowsAsync<MissingKeyException>(() => third.Get<WindowTable>().ReadAsync(Hour.Of(Some.Start), new HubPartition("0"), default));
    }

    // Changes one byte of the seal: 1 to 4 name the epoch, 5 to 8 the key.
    private static async Task ChangeAsync(string store, string account, int at)
    {
        var (name, row) = (await Stored.RowsAsync(store, "windows")).Single(r => r.Row.RowKey == account);
        var bytes = row.GetBinary("Calls0");
        bytes[at] ^= 0x55;
        row["Calls0"] = bytes;
        await new TableClient(store, name).UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace);
    }

    private static async Task DamageAsync(string store, string table, string key, string property)
    {
        var row = (await Stored.RowsAsync(store, table)).First(r => r.Row.RowKey.StartsWith(key, StringComparison.Ordinal)).Row;
        Assert.True(row.ContainsKey(property) || property == "Basis", string.Join(", ", row.Keys));
        row[property] = row.TryGetValue(property, out var value) && value is byte[] ? s_damage : "damaged";
        await new TableClient(store, table).UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace);
    }
}
