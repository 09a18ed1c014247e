using Distill.Functions.Batches;

namespace Distill.Functions.Tests.Ingest;

/// <summary>After repeats and interruptions, the windows are those of an undisturbed run, byte for byte.</summary>
public sealed class ExactnessTests(AzuriteFixture azurite)
{
    private static readonly HubEvent[] s_events = Some.Events([
        .. Some.Traffic(60, 7, minutes: 200),
        Some.Record(),
        Some.Ban(),
        new { type = "nonsense" },
        .. Some.Traffic(60, 5, minutes: 90),
    ]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DyingAtAnyWrite_AndComingBack_LeavesTheSameRows(bool afterwards)
    {
        var expected = await UndisturbedAsync();
        var writes = await CountWritesAsync();
        Assert.InRange(writes, 10, 40);

        var stores = await Task.WhenAll(
            Enumerable
                .Range(1, writes)
                .Select(async at =>
                {
                    var store = azurite.NewAccount();
                    using (var dying = new Instance(store, new Faults(at, afterwards)))
                    {
                        await Assert.ThrowsAsync<DiedException>(() => InBatchesAsync(dying));
                    }

                    // The checkpoint was never written, so the next owner gets everything again.
                    using var next = new Instance(store);
                    await InBatchesAsync(next);
                    return await RowsAsync(store);
                })
        );

        Assert.All(stores, rows => Assert.Equal(expected, rows));
    }

    [Fact]
    public async Task ReplayFromAnEarlierCheckpoint_ChangesNothing()
    {
        var expected = await UndisturbedAsync();
        var store = azurite.NewAccount();
        using (var first = new Instance(store))
        {
            await first.IngestAsync("3", s_events[..80]);
        }

        using var second = new Instance(store);
        await second.IngestAsync("3", s_events[25..]);

        Assert.Equal(expected, await RowsAsync(store));
    }

    [Fact]
    public async Task TwoOwnersOfOnePartition_DoNotCountTwice()
    {
        var expected = await UndisturbedAsync();
        var store = azurite.NewAccount();
        using var old = new Instance(store, settings: new() { ["Distill:Ingest:ConflictAttempts"] = "20" });
        using var young = new Instance(store, settings: new() { ["Distill:Ingest:ConflictAttempts"] = "20" });

        await Task.WhenAll(InBatchesAsync(old), InBatchesAsync(young));

        Assert.Equal(expected, await RowsAsync(store));
    }

    [Fact]
    public async Task WithoutRoomInTheCache_TheRowsAreTheSame()
    {
        var expected = await UndisturbedAsync();
        var store = azurite.NewAccount();
        using var instance = new Instance(store, settings: new() { ["Distill:Ingest:CachedCalls"] = "0" });
        await InBatchesAsync(instance);

        Assert.Equal(expected, await RowsAsync(store));
    }

    [Fact]
    public async Task DuplicateIds_CountOnce_AndPartitionsKeepApart()
    {
        var store = azurite.NewAccount();
        using var instance = new Instance(store);
        await instance.IngestAsync("0", Some.Events([Some.Call(id: "x"), Some.Call(id: "x"), Some.Call(id: "y")]));
        await instance.IngestAsync("1", Some.Events([Some.Call(id: "x")]));

        var rows = await Stored.RowsAsync(store, "windows20260422");

        Assert.Equal(["2026042203-0", "2026042203-1"], rows.Select(r => r.Row.PartitionKey).Order());
        Assert.Equal([2L, 0L], rows.OrderBy(r => r.Row.PartitionKey, StringComparer.Ordinal).Select(r => r.Row.GetInt64("Sequence")!.Value));
    }

    [Fact]
    public async Task Facts_AreTheSame_InAnyOrder()
    {
        object[] facts =
        [
            Some.Record(),
            Some.Record(country: "DE"),
            Some.Record(minute: 3),
            Some.Ban(minute: 4),
            Some.Ban(minute: 5, lifted: true),
            Some.Ban("b/#?"),
        ];
        var forwards = azurite.NewAccount();
        using (var instance = new Instance(forwards))
        {
            await instance.IngestAsync("0", Some.Events(facts));
        }

        var backwards = azurite.NewAccount();
        using (var instance = new Instance(backwards))
        {
            await instance.IngestAsync("0", Some.Events([.. facts.Reverse()]));
            await instance.IngestAsync("0", Some.Events([.. facts, .. facts]));
        }

        var rows = await Stored.LinesAsync(forwards, "facts");
        Assert.Equal(6, rows.Length);
        Assert.Equal(rows, await Stored.LinesAsync(backwards, "facts"));
    }

    private static async Task InBatchesAsync(Instance instance)
    {
        foreach (var batch in s_events.Chunk(30))
        {
            await instance.IngestAsync("3", batch);
        }
    }

    private async Task<string[]> UndisturbedAsync()
    {
        var store = azurite.NewAccount();
        using var instance = new Instance(store);
        await InBatchesAsync(instance);
        return await RowsAsync(store);
    }

    private async Task<int> CountWritesAsync()
    {
        var count = new Faults(0, false);
        using var instance = new Instance(azurite.NewAccount(), count);
        await InBatchesAsync(instance);
        return count.Writes;
    }

    // Progress names the last batch, not what is in it, so it depends on how events are cut into batches.
    private static async Task<string[]> RowsAsync(string store) =>
        [.. await Stored.LinesAsync(store, "windows"), .. await Stored.LinesAsync(store, "facts"), .. await Stored.LinesAsync(store, "deadletters")];
}
