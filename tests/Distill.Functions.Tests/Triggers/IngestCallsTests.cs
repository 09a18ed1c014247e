using System.Text.Json;
using Azure;
using Azure.Core.Amqp;
using Azure.Identity;
using Azure.Messaging.EventHubs;
using Distill.Functions.Batches;
using Distill.Functions.Ingest;
using Distill.Functions.Triggers;

namespace Distill.Functions.Tests.Triggers;

public sealed class IngestCallsTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Events_AreStoredUnderTheirPartition()
    {
        var store = azurite.NewAccount();
        using var instance = new Instance(store);

        await RunAsync(instance, new FakeContext("7"), Some.Call(), Some.Call(id: "2"));

        var row = Assert.Single(await Stored.RowsAsync(store, "windows")).Row;
        Assert.Equal(("2026042203-7", 1L), (row.PartitionKey, row.GetInt64("Sequence")!.Value));
    }

    [Fact]
    public async Task WhileRetriesAreLeft_AFailureIsTheHostsToRetry()
    {
        var store = azurite.NewAccount();
        using var instance = new Instance(store, new Outage(1));

        await Assert.ThrowsAsync<RequestFailedException>(() => RunAsync(instance, new FakeContext("0", retry: 4), Some.Call()));

        await RunAsync(instance, new FakeContext("0", retry: 5), Some.Call());
        Assert.Single(await Stored.RowsAsync(store, "windows"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TheLastAttempt_WaitsForTheStorage_AndForItsToken(bool noToken)
    {
        var store = azurite.NewAccount();
        using var instance = new Instance(store, new Outage(6, noToken ? new AuthenticationFailedException("No token.") : null));

        var run = RunAsync(instance, new FakeContext("0", retry: 5), Some.Call());
        while (!run.IsCompleted)
        {
            await Task.Delay(5);
            instance.Time.Advance(TimeSpan.FromSeconds(10));
        }

        await run;
        Assert.Single(await Stored.RowsAsync(store, "windows"));
        Assert.DoesNotContain(await Stored.RowsAsync(store), r => r.Table == "deadletters");
    }

    [Fact]
    public async Task WhenPatienceEnds_TheEventsBecomeDeadLetters()
    {
        var store = azurite.NewAccount();
        using var instance = new Instance(store, new Outage(1), new() { ["Distill:Ingest:Patience"] = "00:00:00" });

        await RunAsync(instance, new FakeContext("0", retry: 5), Some.Call(prompt: "the canary sings"), Some.Record());

        var letters = await Stored.RowsAsync(store, "deadletters");
        Assert.Equal(["storage", "storage"], letters.Select(l => l.Row.GetString("Reason")));
        Assert.Contains("promptFeatures", letters[0].Row.GetString("Body"), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", letters[0].Row.GetString("Body"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhenNothingCanBeKept_TheAttemptFails()
    {
        using var instance = new Instance(azurite.NewAccount(), new Outage(1000), new() { ["Distill:Ingest:Patience"] = "00:00:00" });

        await Assert.ThrowsAsync<RequestFailedException>(() => RunAsync(instance, new FakeContext("0", retry: 5), Some.Call()));
    }

    [Fact]
    public async Task WhatCannotBeStored_GoesToTheDeadLetters_AndItsNeighboursCount()
    {
        var store = azurite.NewAccount();
        using var instance = new Instance(store, new Refusal("odd"));
        var odd = Enumerable.Range(0, 3).Select(i => Some.Call("odd", $"odd{i}"));

        await RunAsync(instance, new FakeContext("0"), [Some.Call(), .. odd, Some.Call("b"), Some.Record()]);

        var rows = await Stored.RowsAsync(store);
        Assert.Equal(["a", "b"], rows.Where(r => r.Table == "windows20260422").Select(r => r.Row.RowKey));
        Assert.Equal(3, rows.Count(r => r.Table == "deadletters" && r.Row.GetString("Reason") == DeadLetter.Storage));
        Assert.Single(rows, r => r.Table == "facts");
    }

    [Fact]
    public async Task CallsOfManyModels_AreStored()
    {
        var store = azurite.NewAccount();
        using var instance = new Instance(store);

        await RunAsync(instance, new FakeContext("0"), [.. Enumerable.Range(0, 300).Select(i => Some.Call("a", $"{i}", model: $"model{i}"))]);

        var rows = await Stored.RowsAsync(store);
        Assert.Equal("a", Assert.Single(rows, r => r.Table == "windows20260422").Row.RowKey);
        Assert.DoesNotContain(rows, r => r.Table == "deadletters");
    }

    [Fact]
    public async Task MessagesWithoutData_GoToTheDeadLetters_AndTheirNeighboursCount()
    {
        var store = azurite.NewAccount();
        using var instance = new Instance(store);
        AmqpMessageBody[] odd =
        [
            AmqpMessageBody.FromValue("the canary sings"),
            AmqpMessageBody.FromValue(7),
            AmqpMessageBody.FromValue(true),
            AmqpMessageBody.FromValue(Guid.Empty),
            AmqpMessageBody.FromValue(DateTime.UnixEpoch),
            AmqpMessageBody.FromValue(2.5m),
            AmqpMessageBody.FromValue(new byte[] { 1, 2 }),
            AmqpMessageBody.FromValue(new Dictionary<string, object> { ["type"] = "call" }),
            AmqpMessageBody.FromSequence([
                ["a", 1L],
            ]),
        ];
        var events = await Sent.BindAsync([
            Sent.Message(0, Sent.Data(Some.Call())),
            .. odd.Select((body, i) => Sent.Message(i + 1, body)),
            Sent.Message(odd.Length + 1, Sent.Data(Some.Call("b"))),
        ]);

        await new IngestCalls(instance.Get<BatchReader>(), instance.Get<BatchWriter>(), instance.Get<LastAttempt>()).Run(
            events,
            new FakeContext("0")
        );

        var rows = await Stored.RowsAsync(store);
        var letters = rows.Where(r => r.Table == "deadletters").ToArray();
        Assert.Equal(["a", "b"], rows.Where(r => r.Table == "windows20260422").Select(r => r.Row.RowKey));
        Assert.Equal(Enumerable.Range(1, odd.Length).Select(i => $"{i:d20}"), letters.Select(l => l.Row.RowKey));
        Assert.All(letters, l => Assert.Equal((DeadLetter.NotData, false), (l.Row.GetString("Reason"), l.Row.ContainsKey("Body"))));
        Assert.Equal(odd.Length, rows.Count(r => r.Table == "unparsed"));
    }

    private static Task RunAsync(Instance instance, FakeContext context, params object[] events) =>
        new IngestCalls(instance.Get<BatchReader>(), instance.Get<BatchWriter>(), instance.Get<LastAttempt>()).Run(
            [
                .. events.Select(
                    (e, i) =>
                        EventHubsModelFactory.EventData(
                            new BinaryData(JsonSerializer.SerializeToUtf8Bytes(e)),
                            sequenceNumber: i,
                            offsetString: $"{i}",
                            enqueuedTime: Sent.Enqueued
                        )
                ),
            ],
            context
        );
}
