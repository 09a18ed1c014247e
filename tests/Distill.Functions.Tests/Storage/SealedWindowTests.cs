using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Contracts.Sealing;
using Distill.Core.Windows;
using Distill.Functions.Batches;
using Distill.Functions.Ingest;
using Distill.Functions.Storage;

namespace Distill.Functions.Tests.Storage;

public sealed class SealedWindowTests(AzuriteFixture azurite)
{
    private const string OtherKeys = "bmV3IGtleXMgb2YgZmVhdHVyZXMsIGZvciB0ZXN0cyE9";

    private static readonly Hour s_hour = Hour.Of(Some.Start);

    /// <summary>A key that is missing is an error of the settings: nothing is published without it. With the key back, the run goes on.</summary>
    [Fact]
    public async Task AMissingKey_StopsTheRun_UntilItIsBack()
    {
        var store = azurite.NewAccount();
        using var instance = new Instance(store);
        await instance.IngestAsync("0", Some.Events(Some.Traffic(calls: 30, accounts: 3, minutes: 50)));
        using (var without = new Instance(store, settings: new() { ["Distill:Features:Keys"] = OtherKeys }))
        {
            var said = await Assert.ThrowsAsync<MissingKeyException>(without.CorrelateAsync);
            Assert.Contains("a key of epoch 0 that is not in the key ring", said.Message, StringComparison.Ordinal);
            Assert.Empty(await Stored.RowsAsync(store, "verdicts"));
            Assert.Empty(await without.Get<SetAsideTable>().ReadAsync(CancellationToken.None));
        }

        await instance.CorrelateAsync();

        Assert.Equal(3, (await Stored.RowsAsync(store, "verdicts")).Count);
    }

    /// <summary>
    /// Ingest can't add to a window that it can't open. The batch waits and is no dead letter; with the key back, each call counts once.
    /// </summary>
    [Fact]
    public async Task AMissingKey_HoldsTheBatch_UntilItIsBack()
    {
        var store = azurite.NewAccount();
        var (first, more) = (Some.Events([Some.Call(id: "1")]), Some.Events([Some.Call(id: "2", minute: 1), Some.Call("b", "3")], first: 1));
        using var instance = new Instance(store);
        await instance.IngestAsync("0", first);
        using (var without = new Instance(store, settings: new() { ["Distill:Features:Keys"] = OtherKeys }))
        {
            var batch = without.Get<BatchReader>().Read(new HubPartition("0"), [.. more]);
            await Assert.ThrowsAsync<MissingKeyException>(() => without.Get<BatchWriter>().SaveAsync(batch, CancellationToken.None));
            using var stop = new CancellationTokenSource();
            var last = without.Get<LastAttempt>().SaveAsync(batch, stop.Token);
            while (!last.IsCompleted && !without.Logs.Bad.Any(l => l is { Id.Id: 104, Error: MissingKeyException }))
            {
                await Task.Delay(5);
            }

            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => last);
            Assert.Empty(await Stored.RowsAsync(store, DeadLetterTable.Name));
        }

        await instance.IngestAsync("0", more);

        using var next = new Instance(store);
        var rows = await next.Get<WindowTable>().ReadAsync(s_hour, new HubPartition("0"), CancellationToken.None);
        Assert.Equal([2, 1], rows.OrderBy(r => r.Key).Select(r => r.Value.Window.Count));
    }

    /// <summary>Windows of a build before are not sealed. They are read, and sealed when a call is added.</summary>
    [Fact]
    public async Task AWindowOfABuildBefore_IsReadAndSealed()
    {
        var store = azurite.NewAccount();
        var partition = new HubPartition("0");
        using (var before = new Instance(store))
        {
            await before.IngestAsync("0", Some.Events([Some.Call(id: "1")]));
            var window = (await before.Get<WindowTable>().ReadAsync(s_hour, partition, CancellationToken.None)).Single().Value.Window;
            var (name, row) = Assert.Single(await Stored.RowsAsync(store, "windows"));
            row["Calls0"] = CallWindowCodec.Encode(window);
            await new TableClient(store, name).UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace);
        }

        using var instance = new Instance(store);
        Assert.Single(await instance.Get<WindowTable>().ReadAsync(s_hour, partition, CancellationToken.None));

        await instance.IngestAsync("0", Some.Events([Some.Call(id: "2", minute: 1)], first: 1));

        var merged = (await instance.Get<WindowTable>().ReadAsync(s_hour, partition, CancellationToken.None)).Single().Value.Window;
        Assert.Equal(2, merged.Count);
        Assert.Equal(0x80, Assert.Single(await Stored.RowsAsync(store, "windows")).Row.GetBinary("Calls0")[0]);
    }
}
