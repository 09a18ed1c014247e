using Distill.Contracts;
using Distill.Core.Windows;
using Distill.Functions.Batches;
using Distill.Functions.Ingest;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Triggers;
using Distill.Functions.Triggers;

namespace Distill.Functions.Tests.Ingest;

/// <summary>Whatever is wrong with one event, it costs that event alone.</summary>
public sealed class PoisonTests(AzuriteFixture azurite)
{
    private const int Hours = 4;

    [Fact]
    public Task EachPoison_IsADeadLetter_AndEveryOtherEventCounts() => RunAsync(events: 3000, poison: 100, batch: 500, accounts: 10);

    [Fact(Explicit = true)]
    public Task AThousandPoisonsInAHundredThousand_AreAThousandDeadLetters() => RunAsync(events: 100_000, poison: 1000, batch: 1000, accounts: 100);

    [Fact]
    public async Task AnEventWhoseReadingFails_IsADeadLetter_OfItsOwn()
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store);
        var odd = Sent.Message(1, Sent.Data(Some.Call("odd")));
        odd.MessageAnnotations["x-opt-sequence-number"] = "no number";
        var older = Sent.Message(2, Sent.Data(Some.Call("older")));
        older.MessageAnnotations.Remove("x-opt-enqueued-time");

        await IngestAsync(instance, [Sent.Message(0, Sent.Data(Some.Call())).ToBytes(), odd.ToBytes(), older.ToBytes(), Good(3)]);

        var rows = await Stored.RowsAsync(store);
        Assert.Equal(["a", "b"], rows.Where(r => r.Table == "windows20260422").Select(r => r.Row.RowKey));
        Assert.Equal(2, rows.Count(r => r.Table == "deadletters"));
    }

    [Fact]
    public async Task AFactThatCannotBeStored_IsADeadLetter()
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store, new Refusal("odd|", prefix: true));

        await IngestAsync(
            instance,
            [Poison.Good(0, Some.Record("odd")), Poison.Good(1, Some.Ban("odd")), Poison.Good(2, Some.Record("b")), Poison.Good(3, Some.Call("b"))]
        );

        var rows = await Stored.RowsAsync(store);
        Assert.Equal(2, rows.Count(r => r.Table == "deadletters" && r.Row.GetString("Reason") == DeadLetter.Storage));
        Assert.Single(rows, r => r.Table == "facts");
        Assert.Single(rows, r => r.Table == "windows20260422");
    }

    [Fact]
    public async Task WhileTheStorageIsAway_WhatCannotBeStoredWaitsToo()
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store, new Refusal("odd"), new() { ["Distill:Ingest:Patience"] = "00:20:00" });
        await using var away = new Instance(store, new Outage(3));

        await IngestAsync(instance, [Poison.Good(0, Some.Call("odd")), Good(1)]);
        var retried = away.Get<LastAttempt>().SaveAsync(away.Get<BatchReader>().Read(new HubPartition("1"), Some.Events([Some.Call("c")])), default);
        for (; !retried.IsCompleted; await Task.Delay(20))
        {
            away.Time.Advance(TimeSpan.FromSeconds(5));
        }

        await retried;
        var rows = await Stored.RowsAsync(store);
        Assert.Equal(["b", "c"], rows.Where(r => r.Table == "windows20260422").Select(r => r.Row.RowKey).Order());
        Assert.Contains("odd", Assert.Single(rows, r => r.Table == "deadletters").Row.GetString("Body"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheLargestWindow_IsStored()
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store);
        var calls = Enumerable
            .Range(0, CallWindow.Capacity)
            .Select(i => new
            {
                type = "call",
                id = $"{i}",
                time = "2026-04-22T03:00:00Z",
                account = "a",
                model = $"{i:d5}{new string('m', 400)}",
                platform = $"{i:d5}{new string('p', 400)}",
                reseller = $"{i:d5}{new string('r', 400)}",
                prompt = "Write a poem about the sea and its many ships.",
            });

        await IngestAsync(instance, calls.Select((call, i) => Poison.Good(i, call)));

        var row = Assert.Single(await instance.Get<WindowTable>().ReadAsync(Hour.Of(Some.Start), new HubPartition("0"), default)).Value;
        Assert.Equal(CallWindow.Capacity, row.Window.Calls.Length);
        Assert.Empty(await Stored.RowsAsync(store, "deadletters"));
    }

    private async Task RunAsync(int events, int poison, int batch, int accounts)
    {
        var store = azurite.NewAccount();
        await using var instance = new Instance(store);
        var every = events / poison;
        for (var first = 0; first < events; first += batch)
        {
            await IngestAsync(instance, Enumerable.Range(first, batch).Select(n => n % every == every / 2 ? Poison.Message(n / every, n) : Call(n)));
        }

        long counted = 0;
        for (var hour = 0; hour < Hours; hour++)
        {
            var rows = await instance.Get<WindowTable>().ReadAsync(Hour.Of(Some.Start) + hour, new HubPartition("0"), default);
            counted += rows.Values.Sum(r => r.Window.Count);
        }

        Assert.Equal((poison, events - poison), ((await Stored.RowsAsync(store, "deadletters")).Count, counted));

        BinaryData Call(int n) => Poison.Good(n, Some.Call($"acct_{n % accounts}", $"{n}", 60.0 * Hours * n / events));
    }

    private static BinaryData Good(long sequence) => Poison.Good(sequence, Some.Call("b"));

    private static async Task IngestAsync(Instance instance, IEnumerable<BinaryData> messages) =>
        await new IngestCalls(instance.Get<BatchReader>(), instance.Get<BatchWriter>(), instance.Get<LastAttempt>()).Run(
            await Sent.BindAsync(messages),
            new FakeContext("0")
        );
}
