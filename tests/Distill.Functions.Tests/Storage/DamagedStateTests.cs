using Azure;
using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Functions.Correlation;
using Distill.Functions.Publishing;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Api;
using Distill.Functions.Tests.Publishing;

namespace Distill.Functions.Tests.Storage;

/// <summary>A wrong clock, or a row that somebody copied or damaged, stops neither decisions nor runs.</summary>
public sealed class DamagedStateTests(AzuriteFixture azurite)
{
    private static readonly object s_block = new
    {
        action = "block",
        by = "ana",
        why = "So.",
    };

    [Fact]
    public async Task ASettledTimeThatHasNotCome_CountsAsNow_AndOneWarningNamesIt()
    {
        await using var before = await PublishedAsync();
        Assert.Equal(200, (await ApiCall.PostAsync(before, "accounts/m001/overrides", s_block)).Status);
        await SetAsync(before.Connection, StateTable.Name, StateTable.Head, "SettledAt", before.Time.GetUtcNow().AddYears(2));

        await using var instance = new Instance(before.Connection);
        Assert.Equal(200, (await ApiCall.PostAsync(instance, "accounts/m002/overrides", s_block)).Status);

        Assert.Equal("block", await ActionAsync(instance, "m002"));
        Assert.Equal("block", await ActionAsync(instance, "m001"));
        Assert.Equal(before.Time.GetUtcNow(), (await instance.Get<LedgerTable>().ReadHeadAsync(default)).SettledAt);
        Assert.Single(instance.Logs.Bad, line => line.Id.Id == 309);
    }

    [Theory]
    [InlineData("UpdatedAt")]
    [InlineData("FirstAt")]
    public async Task AProgressTimeThatHasNotCome_StopsNoRun(string property)
    {
        // The store's clock is the machine's. So the app's must not be behind it.
        var (store, now) = (azurite.NewAccount(), DateTimeOffset.UtcNow.AddHours(1));
        await using var instance = new Instance(store);
        instance.Time.SetUtcNow(now);
        await instance.IngestAsync("0", Some.Events([Some.Call("a", "1"), Some.Call("a", "3", minute: property == "FirstAt" ? 600 : 1)]));
        await instance.IngestAsync("1", Some.Events([Some.Call("b", "2", minute: 600)]));
        instance.Time.Advance(TimeSpan.FromHours(2));
        foreach (var partition in property == "FirstAt" ? ["0", "1"] : new[] { "0" })
        {
            // With an old first batch, partitions that have just sent do not hold a run back.
            await SetAsync(store, ProgressTable.Name, partition, "UpdatedAt", instance.Time.GetUtcNow(), "partitions");
            await SetAsync(store, ProgressTable.Name, partition, property, instance.Time.GetUtcNow().AddYears(2), "partitions");
        }

        await instance.Get<CorrelationRun>().CatchUpAsync(default);

        Assert.True((await instance.Get<StateTable>().ReadAsync(default)).Hour >= Hour.Of(Some.Start.AddMinutes(property == "FirstAt" ? 0 : 600)));

        // The next batch writes it right.
        await using var next = new Instance(store);
        next.Time.SetUtcNow(now.AddHours(2));
        await next.IngestAsync("0", Some.Events([Some.Call("a", "4", minute: 601)], 10));
        var row = (await Stored.RowsAsync(store, ProgressTable.Name)).Single(r => (r.Row.PartitionKey, r.Row.RowKey) == ("partitions", "0")).Row;
        Assert.True(row.GetDateTimeOffset(property) <= next.Time.GetUtcNow());
    }

    /// <summary>If the store's clock is ahead of ours as well, ours is behind. Then nobody knows that the partition is silent.</summary>
    [Fact]
    public async Task AProgressTimeAheadOfAClockThatIsBehind_KeepsThePartitionActive()
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store);
        await instance.IngestAsync("0", Some.Events([Some.Call("a", "1"), Some.Call("a", "3", minute: 1)]));
        await instance.IngestAsync("1", Some.Events([Some.Call("b", "2", minute: 600)]));
        instance.Time.Advance(TimeSpan.FromHours(2));
        await SetAsync(store, ProgressTable.Name, "0", "UpdatedAt", instance.Time.GetUtcNow().AddDays(1), "partitions");

        await instance.Get<CorrelationRun>().CatchUpAsync(default);

        var hour = (await instance.Get<StateTable>().ReadAsync(default)).Hour;
        Assert.True(hour is null || hour < Hour.Of(Some.Start.AddMinutes(60)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ADamagedPageOfChanges_CountsAsDeleted_AndDecisionsGoOn(bool damagesTheSegment)
    {
        await using var before = await PublishedAsync();
        var cursor = await CursorAsync(before);
        Assert.Equal(200, (await ApiCall.PostAsync(before, "accounts/m001/overrides", s_block)).Status);
        if (damagesTheSegment)
        {
            var segment = (await Stored.RowsAsync(before.Connection, StateTable.Name)).Last(r =>
                r.Row.RowKey.StartsWith("segment-", StringComparison.Ordinal)
            );
            await SetAsync(before.Connection, StateTable.Name, segment.Row.RowKey, "Pages", "many");
        }
        else
        {
            foreach (var (_, row) in await Stored.RowsAsync(before.Connection, ChangeTable.Name))
            {
                await SetAsync(before.Connection, ChangeTable.Name, row.RowKey, "Json0", new byte[] { 9, 9 }, row.PartitionKey);
            }
        }

        await using var instance = new Instance(before.Connection);
        Assert.Equal(200, (await ApiCall.PostAsync(instance, "accounts/m002/overrides", s_block)).Status);
        Assert.Equal((410, "cursor_expired"), Said(await ApiCall.GetAsync(instance, $"verdicts/changes?since={cursor}")));
        var snapshot = (await ApiCall.GetAsync(instance, "verdicts/changes?limit=1000")).Json;
        Assert.Equal(
            ["m001", "m002"],
            snapshot
                .GetProperty("verdicts")
                .EnumerateArray()
                .Where(v => v.GetProperty("action").GetString() == "block")
                .Select(v => v.GetProperty("account").GetString()!)
                .Order()
        );
        Assert.Contains(instance.Logs.Bad, line => line.Id.Id == 109);
    }

    [Theory]
    [InlineData("Revision", "many")]
    [InlineData("Epoch", "x")]
    [InlineData("Hour", "x")]
    [InlineData("Simulated", "x")]
    [InlineData("SettledAt", "x")]
    [InlineData("Ended", "x")]
    public async Task ADamagedHead_IsMendedFromWhatIsStoredBesideIt(string property, string value)
    {
        await using var before = await PublishedAsync();
        Assert.Equal(200, (await ApiCall.PostAsync(before, "accounts/m001/overrides", s_block)).Status);
        var cursor = await CursorAsync(before);
        var head = await before.Get<LedgerTable>().ReadHeadAsync(default);
        await SetAsync(before.Connection, StateTable.Name, StateTable.Head, property, value);

        // An instance that knows the verdicts, and one that starts.
        Assert.Equal("block", await ActionAsync(before, "m001"));
        await using var instance = new Instance(before.Connection);
        Assert.Equal("block", await ActionAsync(instance, "m001"));
        Assert.Equal(200, (await ApiCall.PostAsync(instance, "accounts/m002/overrides", s_block)).Status);
        Assert.Equal("block", await ActionAsync(instance, "m002"));
        await before.Get<ViewFollower>().ReadAsync(default);
        Assert.Equal("block", await ActionAsync(before, "m002"));
        Assert.Equal((410, "cursor_expired"), Said(await ApiCall.GetAsync(before, $"verdicts/changes?since={cursor}")));

        var mended = await instance.Get<LedgerTable>().ReadHeadAsync(default);
        Assert.Equal((head.Hour, false), (mended.Hour, mended.IsMended));
        Assert.True(mended.Revision > head.Revision && mended.Epoch != head.Epoch);
        await Run.SaveAsync(instance, Run.First + 1, [Run.Verdict("x", VerdictLevel.Watch)]);
        Assert.Contains(instance.Logs.Bad, line => line.Id.Id == 109);
    }

    [Fact]
    public async Task AHeadThatCantBeMended_IsSaid_AndLookupsGoOnWithWhatIsKnown()
    {
        await using var before = await PublishedAsync();
        await before.Get<ViewFollower>().ReadAsync(default);
        await SetAsync(before.Connection, StateTable.Name, StateTable.Head, "Hour", "x");
        await SetAsync(before.Connection, StateTable.Name, StateTable.Row, "Hour", "x");

        before.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("verify", await ActionAsync(before, "m001"));
        Assert.Equal((503, "ledger_damaged"), Said(await ApiCall.PostAsync(before, "accounts/m002/overrides", s_block)));
        await using var instance = new Instance(before.Connection);
        Assert.Equal((503, "ledger_damaged"), Said(await ApiCall.GetAsync(instance, "verdicts/m001")));
    }

    [Theory]
    [InlineData(AccountVerdictTable.Name, "m003")]
    [InlineData(ClusterTable.Name, "hydra-")]
    public async Task ARowThatWasCopiedToAnotherKey_IsNamedAndLeftOut(string table, string key)
    {
        await using var before = await PublishedAsync();
        var row = (await Stored.RowsAsync(before.Connection, table)).First(r => r.Row.RowKey.StartsWith(key, StringComparison.Ordinal)).Row;
        foreach (var copied in new[] { "copy", "!zz", "hydra-00000000000f" })
        {
            await new TableClient(before.Connection, table).AddEntityAsync(new TableEntity(row) { RowKey = copied });
        }

        await using var instance = new Instance(before.Connection);
        Assert.Equal("verify", await ActionAsync(instance, "m003"));
        await Run.SaveAsync(instance, Run.First + 1, [Run.Verdict("x", VerdictLevel.Watch)], Run.Cluster(1, 8));

        Assert.Equal(Run.First + 1, (await instance.Get<StateTable>().ReadAsync(default)).Hour);
        Assert.Contains(instance.Logs.Texts, line => line.Contains("/ copy of", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnHourSetAsideUnderABadKey_StopsNoRun()
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store);
        await instance.IngestAsync("0", Some.Events([Some.Call("a", "1")]));
        await instance.Get<SetAsideTable>().AddAsync(Run.First + 5, new InvalidOperationException("Why."), default);
        await new TableClient(store, StateTable.Name).AddEntityAsync(new TableEntity("setaside", "yesterday"));

        await instance.CorrelateAsync();

        Assert.Equal(Run.First, (await instance.Get<StateTable>().ReadAsync(default)).Hour);
        Assert.Equal([Run.First + 5], await instance.Get<SetAsideTable>().ReadAsync(default));
    }

    [Fact]
    public async Task ARefusalOfAWrongType_CostsItselfAlone()
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store);
        await instance.IngestAsync("0", Some.Events([Some.Refusal("a", 0), Some.Refusal("a", 2000), Some.Verification("a", 4000)]));
        var row = (await Stored.RowsAsync(store, FactTable.Name)).First(r => r.Row.GetString("Kind") == "refusal").Row;
        await SetAsync(store, FactTable.Name, row.RowKey, "Time", 7, row.PartitionKey);

        var answer = await ApiCall.GetAsync(instance, "verifications");

        Assert.Equal(1, answer.Json.GetProperty("verifications")[0].GetProperty("refusedDays").GetInt32());
    }

    private async Task<Instance> PublishedAsync()
    {
        var instance = new Instance(azurite.NewAccount());
        var cluster = Run.Cluster(1, 8);
        await Run.SaveAsync(instance, Run.First, [.. Run.Verdicts(cluster), Run.Verdict("x")], cluster);
        return instance;
    }

    private static async Task<string?> CursorAsync(Instance instance)
    {
        await instance.Get<ViewFollower>().ReadAsync(default);
        return (await ApiCall.GetAsync(instance, "verdicts/changes")).Json.GetProperty("cursor").GetString();
    }

    private static async Task<string?> ActionAsync(Instance instance, string account)
    {
        var answer = await ApiCall.GetAsync(instance, $"verdicts/{account}");
        return answer.Status == 200 ? answer.Json.GetProperty("action").GetString() : answer.Code;
    }

    private static (int, string?) Said(Answer answer) => (answer.Status, answer.Code);

    private static async Task SetAsync(string store, string table, string key, string property, object value, string partition = "correlation")
    {
        var row = (await Stored.RowsAsync(store, table)).Single(r => (r.Row.PartitionKey, r.Row.RowKey) == (partition, key)).Row;
        row[property] = value;
        await new TableClient(store, table).UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace);
    }
}
