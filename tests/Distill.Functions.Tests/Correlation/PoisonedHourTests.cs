using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Signals;
using Distill.Functions.Correlation;
using Distill.Functions.Storage;

namespace Distill.Functions.Tests.Correlation;

/// <summary>No stored value stops the correlation for good.</summary>
public sealed class PoisonedHourTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task HoursAndTimesOfTheYearOne_AsAnEarlierBuildStoredThem_StopNothing()
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store);
        await IngestAsync(instance);
        var progress = new TableServiceClient(store).GetTableClient("progress");
        await progress.UpsertEntityAsync(new TableEntity("hours-0", "0001010100") { ["Sequence"] = 1L });
        await progress.UpsertEntityAsync(new TableEntity("hours-0", "no hour") { ["Sequence"] = 1L });
        await progress.UpsertEntityAsync(
            new TableEntity("partitions", "9")
            {
                ["LastSequence"] = 1L,
                ["MaxEventTime"] = "0001-01-01T00:00:00.0000000Z",
                ["FirstAt"] = instance.Time.GetUtcNow(),
                ["UpdatedAt"] = instance.Time.GetUtcNow(),
            }
        );
        await progress.UpsertEntityAsync(new TableEntity("partitions", "8") { ["MaxEventTime"] = "never" });

        await instance.CorrelateAsync();

        Assert.Equal(VerdictLevel.Clear, (await FindAsync(instance, "a"))?.Level);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 9, 9, 9, 9 })]
    [InlineData(new byte[] { 5, 0, 200, 1, 0, 65 })]
    public async Task AWindowThatCannotBeRead_CostsItsOwnCallsAlone(byte[] bytes)
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store);
        await IngestAsync(instance);
        var windows = new TableServiceClient(store).GetTableClient("windows20260422");
        TableEntity bad = await windows.GetEntityAsync<TableEntity>("2026042203-0", "b");
        bad["Calls0"] = bytes;
        await windows.UpdateEntityAsync(bad, ETag.All, TableUpdateMode.Replace);
        await windows.AddEntityAsync(new TableEntity("2026042203-0", "!zz") { ["Calls0"] = bytes });

        // Another instance has no copy of the row in memory.
        await using var next = new Instance(store);
        await next.IngestAsync("0", Some.Events([Some.Call("b", "late", 1), Some.Call("c", "late", 1)], first: 100));
        await next.CorrelateAsync();

        Assert.Equal(VerdictLevel.Clear, (await FindAsync(next, "a"))?.Level);
        var letter = Assert.Single(await Stored.RowsAsync(store, "deadletters")).Row;
        Assert.Equal(("storage", "00000000000000000100"), (letter.GetString("Reason"), letter.RowKey));
        Assert.Contains(await Stored.RowsAsync(store, "windows"), r => r.Row.RowKey == "c");
        TableEntity kept = await windows.GetEntityAsync<TableEntity>("2026042203-0", "b");
        Assert.Equal(bytes, kept.GetBinary("Calls0"));
    }

    [Fact]
    public async Task AFactThatCannotBeRead_CostsItselfAlone()
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store);
        await IngestAsync(instance);
        var facts = new TableServiceClient(store).GetTableClient("facts");
        await facts.CreateIfNotExistsAsync();
        await facts.AddEntityAsync(new TableEntity("x", "no fact") { ["Kind"] = "account" });
        await facts.AddEntityAsync(new TableEntity("x", "a|1|account|2") { ["Kind"] = "account", ["Time"] = "never" });
        await facts.AddEntityAsync(new TableEntity("x", "a|1|other|2") { ["Kind"] = "other", ["Time"] = "2026-04-22T03:00:00Z" });
        await facts.AddEntityAsync(
            new TableEntity("x", "a|1|account|3")
            {
                ["Kind"] = "account",
                ["Time"] = "2026-04-22T03:00:00Z",
                ["Kyc"] = "what",
            }
        );

        await instance.CorrelateAsync();

        Assert.Equal(VerdictLevel.Clear, (await FindAsync(instance, "a"))?.Level);
    }

    /// <summary>These lists fail as soon as a suspect group is measured by them: a bug that only some hours' windows reach.</summary>
    [Fact]
    public async Task HoursThatMakeTheCorrelationFail_AreSetAsideAndNamed_AndTheNextGoOn()
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store, lists: (NetworkLists)RuntimeHelpers.GetUninitializedObject(typeof(NetworkLists)));
        foreach (var (partition, events) in Campaign.Partitions(_ => true))
        {
            await instance.IngestAsync(partition, events);
        }

        await instance.CorrelateAsync();

        var aside = (await Stored.RowsAsync(store, "state")).Where(r => r.Row.PartitionKey == "setaside").ToArray();
        Assert.NotEmpty(aside);
        Assert.All(aside, r => Assert.Contains(nameof(NullReferenceException), r.Row.GetString("Why"), StringComparison.Ordinal));
        Assert.Equal(Campaign.Audit().Watermark, (await instance.Get<StateTable>().ReadAsync(default)).Hour);
        var set = await instance.Get<SetAsideTable>().ReadAsync(default);
        Assert.Equal(aside.Length, set.Count);
        await instance.CorrelateAsync();
        Assert.Equal(aside.Length, (await instance.Get<SetAsideTable>().ReadAsync(default)).Count);
    }

    [Fact]
    public async Task WhenToSetAsideDoesNotHelp_TheRunSaysSo()
    {
        await using var instance = new Instance(azurite.NewAccount());
        var (hours, first) = (instance.Get<PoisonedHours>(), Hour.Of(Some.Start));
        var bug = new InvalidOperationException("a bug");

        Assert.True(await hours.TrySetAsideAsync(new PoisonedHourException(first, bug), 168, default));
        Assert.False(await hours.TrySetAsideAsync(new PoisonedHourException(first, bug), 168, default));
        for (var i = 1; i < 24; i++)
        {
            Assert.True(await hours.TrySetAsideAsync(new PoisonedHourException(first + i, bug), 168, default));
        }

        Assert.False(await hours.TrySetAsideAsync(new PoisonedHourException(first + 24, bug), 168, default));
        Assert.True(await hours.TrySetAsideAsync(new PoisonedHourException(first + 24 + 168, bug), 168, default));
    }

    private static Task IngestAsync(Instance instance) =>
        instance.IngestAsync(
            "0",
            Some.Events([.. Enumerable.Range(0, 6).SelectMany(i => new[] { Some.Call(id: $"a{i}", minute: i), Some.Call("b", $"b{i}", i) })])
        );

    private static async Task<Verdict?> FindAsync(Instance instance, string account) =>
        await instance
            .Get<AccountVerdictTable>()
            .FindAsync(Some.Account(account), new PublishedAsOf((await instance.Get<StateTable>().ReadAsync(default)).Hour), default);
}
