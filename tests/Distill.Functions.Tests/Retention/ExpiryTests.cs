using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Events;
using Distill.Core.Volumes;
using Distill.Functions.Batches;
using Distill.Functions.Retention;
using Distill.Functions.Storage;

namespace Distill.Functions.Tests.Retention;

/// <summary>Old data goes, young data stays, and a second run finds nothing more to do.</summary>
public sealed class ExpiryTests(AzuriteFixture azurite)
{
    private static readonly DateTimeOffset s_lastCall = Some.Start;

    [Theory]
    [InlineData(30, 1)]
    [InlineData(31, 0)]
    public async Task Windows_GoByTheDayOfTheirCalls(int daysLater, int tables)
    {
        var store = azurite.NewAccount();
        using var instance = new Instance(store);
        instance.Time.AdjustTime(s_lastCall);
        await instance.IngestAsync("0", Some.Events([Some.Call()]));
        instance.Time.SetUtcNow(s_lastCall.AddDays(daysLater));

        await instance.Get<EventExpiry>().RunAsync(default);

        Assert.Equal(tables, (await instance.Get<WindowTable>().ReadDaysAsync(default)).Count);
        Assert.Equal(tables, (await Stored.RowsAsync(store, ProgressTable.Name)).Count(r => r.Row.PartitionKey == "hours-0"));
        Assert.Single(await instance.Get<ProgressTable>().ReadPartitionsAsync(default));
    }

    /// <summary>The store's own clock gives the ages. A test can't turn it back, so it turns the app's clock forward.</summary>
    [Theory]
    [InlineData(6, 1, 1, 2)]
    [InlineData(8, 0, 1, 2)]
    [InlineData(31, 0, 0, 2)]
    [InlineData(731, 0, 0, 0)]
    public async Task DeadLettersAndFacts_GoByTheDayTheyWereWritten(int daysLater, int unparsed, int deadLetters, int facts)
    {
        var store = azurite.NewAccount();
        using var instance = new Instance(store);
        await instance.IngestAsync("0", [Some.Event(0, """{"type":"call","id":"1"}"""), .. Some.Events([Some.Record(), Some.Ban()], first: 1)]);
        await instance.IngestAsync("1", [Some.Event(0, "no JSON at all")]);
        await DeleteAsync(store, DeadLetterTable.Name, row => row.PartitionKey == "1");
        instance.Time.SetUtcNow(DateTimeOffset.UtcNow.AddDays(daysLater));

        await instance.Get<EventExpiry>().RunAsync(default);

        Assert.Equal(unparsed, (await Stored.RowsAsync(store, DeadLetterTable.Unparsed)).Count);
        Assert.Equal(deadLetters, (await Stored.RowsAsync(store, DeadLetterTable.Name)).Count);
        Assert.Equal(facts, (await Stored.RowsAsync(store, FactTable.Name)).Count);
    }

    [Fact]
    public async Task Verdicts_GoWithTheirAccountsSilence()
    {
        using var instance = new Instance(azurite.NewAccount());
        await instance.IngestAsync("0", Some.Events([.. Calls("silent", 0), .. Calls("steady", 0)]));
        await ExpireAsync(instance, daysLater: 10);
        await instance.IngestAsync("0", OnTime(Calls("steady", 60 * 24 * 89), first: 100, day: 89));
        await ExpireAsync(instance, daysLater: 90.5);

        await ExpireAsync(instance, daysLater: 91.5);

        Assert.Null(await FindAsync(instance, "silent"));
        Assert.NotNull(await FindAsync(instance, "steady"));
        Assert.Empty(await instance.Get<ActivityTable>().ReadSilentAsync(DateOnly.FromDateTime(Some.Start.AddDays(80).UtcDateTime), default));
    }

    /// <summary>On the last day before the silence is long enough, the verdict is still there.</summary>
    [Fact]
    public async Task Verdicts_StayUntilTheSilenceIsFull()
    {
        using var instance = new Instance(azurite.NewAccount());
        await instance.IngestAsync("0", Some.Events(Calls("silent", 0)));
        await ExpireAsync(instance, daysLater: 10);

        await ExpireAsync(instance, daysLater: 90);

        Assert.NotNull(await FindAsync(instance, "silent"));
    }

    /// <summary>
    /// An instance that still has an ended verdict in memory does not bring it back. The account is judged anew when it calls.
    /// </summary>
    [Fact]
    public async Task ForgottenAccount_IsJudgedAnewWhenItComesBack()
    {
        using var instance = new Instance(azurite.NewAccount());
        await instance.IngestAsync("0", Some.Events(Calls("back", 0)));
        await ExpireAsync(instance, daysLater: 10);
        await ExpireAsync(instance, daysLater: 120);
        Assert.Null(await FindAsync(instance, "back"));

        using var later = new Instance(instance.Connection);
        later.Time.SetUtcNow(Some.Start.AddDays(121));
        await later.IngestAsync("0", OnTime(Calls("back", 60 * 24 * 121), first: 100, day: 121));
        await later.CorrelateAsync();

        Assert.Equal(VerdictLevel.Clear, (await FindAsync(later, "back"))!.Level);
    }

    [Fact]
    public async Task UnusualVolumesAndClustersThatAreNoMore_GoAfterTheirTime()
    {
        var store = azurite.NewAccount();
        using var instance = new Instance(store);
        var hour = Hour.Of(Some.Start);
        var unusual = new VolumeAnomaly
        {
            Key = new VolumeKey(VolumeKind.Model, "m/1"),
            Hour = hour,
            Volume = new HourVolume(9, 1, 9),
            Expected = 2,
            Severity = 1,
        };
        await instance.Get<VolumeTable>().SaveAsync(hour, [unusual], default);
        var clusters = instance.Get<ClusterTable>();
        var claim = await clusters.ClaimAsync(true, default);
        await clusters.SaveAsync(hour, [(ClusterId.Parse("hydra-bb173e3d4fe8"), null, null)], claim, default);
        await clusters.ReleaseAsync(claim, default);

        foreach (var (days, rows) in new[] { (89, 1), (91, 0) })
        {
            instance.Time.SetUtcNow(Some.Start.AddDays(days));
            await instance.Get<VerdictExpiry>().RunAsync(default);

            Assert.Equal(rows, (await Stored.RowsAsync(store, VolumeTable.Name)).Count);
            Assert.Equal(rows, (await Stored.RowsAsync(store, ClusterTable.Name)).Count);
        }
    }

    [Fact]
    public async Task EmptyStore_IsNoFault()
    {
        using var instance = new Instance(azurite.NewAccount());

        await instance.Get<EventExpiry>().RunAsync(default);
        await instance.Get<VerdictExpiry>().RunAsync(default);
    }

    /// <summary>If one row is gone already, the rows beside it are still deleted.</summary>
    [Fact]
    public async Task RowsDeletedMeanwhile_AreNoFault()
    {
        var store = azurite.NewAccount();
        using var instance = new Instance(store);
        var ban = new BanRecord(Some.Account("a"), Some.Start, false, "x");
        await instance.Get<FactTable>().SaveAsync([ban, ban with { Reason = "y" }, ban with { Reason = "z" }], default);
        var keys = (await Stored.RowsAsync(store, FactTable.Name)).Select(r => (r.Row.PartitionKey, r.Row.RowKey)).ToArray();
        await instance.Get<TableStore>().DeleteAsync(FactTable.Name, keys[1..2], default);

        await instance.Get<TableStore>().DeleteAsync(FactTable.Name, keys, default);
        await instance.Get<TableStore>().DeleteAsync(FactTable.Name, keys, default);

        Assert.Equal(3, keys.Length);
        Assert.Empty(await Stored.RowsAsync(store, FactTable.Name));
    }

    [Fact]
    public async Task TableThatIsNoDays_StaysWhereItIs()
    {
        var store = azurite.NewAccount();
        using var instance = new Instance(store);
        await new TableClient(store, "windowsofmine").CreateAsync(TestContext.Current.CancellationToken);

        await instance.Get<EventExpiry>().RunAsync(default);

        Assert.Equal(["windowsofmine"], await instance.Get<TableStore>().NamesAsync("windows", default));
    }

    private static object[] Calls(string account, double minute) =>
        [.. Enumerable.Range(0, 6).Select(i => Some.Call(account, $"{account}/{minute}/{i}", minute + i))];

    /// <summary>Events that arrived when they happened.</summary>
    private static IEnumerable<HubEvent> OnTime(IEnumerable<object> events, long first, double day) =>
        Some.Events(events, first).Select(e => e with { Enqueued = Some.Start.AddDays(day + 1) });

    private static async Task ExpireAsync(Instance instance, double daysLater)
    {
        instance.Time.SetUtcNow(Some.Start.AddDays(daysLater));
        await instance.CorrelateAsync();
        await instance.Get<VerdictExpiry>().RunAsync(default);
    }

    private static async Task DeleteAsync(string store, string table, Func<TableEntity, bool> which)
    {
        foreach (var (_, row) in (await Stored.RowsAsync(store, table)).Where(r => which(r.Row)))
        {
            await new TableClient(store, table).DeleteEntityAsync(row.PartitionKey, row.RowKey);
        }
    }

    private static async Task<Verdict?> FindAsync(Instance instance, string account) =>
        await instance
            .Get<AccountVerdictTable>()
            .FindAsync(Some.Account(account), new PublishedAsOf((await instance.Get<StateTable>().ReadAsync(default)).Hour), default);
}
