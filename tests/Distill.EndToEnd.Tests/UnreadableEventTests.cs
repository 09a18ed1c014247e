using System.Globalization;
using Azure.Core.Amqp;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Distill.EndToEnd.Tests;

/// <summary>
/// The client library of Event Hubs can't decode a value nested more than 64 deep, and drops what it fetched behind it. At some values that it can
/// decode it stops for good.
/// </summary>
public sealed class UnreadableEventTests
{
    private const int Deep = 100;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnEventThatTheHubsClientCantDecode_CostsItselfAlone()
    {
        using var folder = new TemporaryFolder();
        await using var app = await RunningApp.StartAsync(
            folder.Path,
            // The client waits for so long before it goes on.
            ("AzureFunctionsJobHost__extensions__eventHubs__clientRetryOptions__tryTimeout", "00:00:05")
        );
        await using var hub = new EventHubProducerClient(app.Endpoints.EventHubs, "calls");
        await SendAsync(hub, [.. Calls(0, 10)]);
        await app.UntilAsync(async () => await Stored.ProgressAsync(app) == 10);

        await SendAsync(hub, [.. Calls(10, 20), Nested(), .. Calls(30, 20)]);
        await SendAsync(hub, [Nested(), Nested(), .. Calls(50, 20)]);
        await app.UntilAsync(async () =>
        {
            // What is missing shows in the numbers of what comes later.
            await SendAsync(hub, [.. Calls(1000, 1)]);
            return (await AccountsAsync(app)).Length == 71;
        });

        Assert.Equal(["30 not_data", "51 not_data", "52 not_data"], await LettersAsync(app));
        Assert.DoesNotContain("could not be read again", app.Output, StringComparison.Ordinal);
    }

    /// <summary>What the runbook says of a partition that stands still.</summary>
    [Fact]
    public async Task AnEventThatStopsThePartition_IsPassedByItsCheckpoint_AndCostsItselfAlone()
    {
        using var folder = new TemporaryFolder();
        await using var app = await RunningApp.StartAsync(folder.Path);
        await using var hub = new EventHubProducerClient(app.Endpoints.EventHubs, "calls");
        await SendAsync(hub, [.. Calls(0, 10)]);
        await app.UntilAsync(async () => await Stored.ProgressAsync(app) == 10);

        await SendDescribedAsync(app);
        await SendAsync(hub, [.. Calls(10, 10)]);
        await app.UntilAsync(() => Task.FromResult(app.Output.Contains("It tries again from the checkpoint", StringComparison.Ordinal)));
        var last = (await hub.GetPartitionPropertiesAsync("0", Stop)).LastEnqueuedSequenceNumber;
        await SetCheckpointAsync(app, last);
        await SendAsync(hub, [.. Calls(20, 1)]);
        await app.UntilAsync(async () => (await AccountsAsync(app)).Length == 21);

        Assert.Equal(20, last);
        Assert.Equal(["10 not_data"], await LettersAsync(app));
    }

    // The connection string of the tables names the blobs too.
    private static async Task SetCheckpointAsync(RunningApp app, long number)
    {
        var container = new BlobContainerClient(app.Endpoints.Tables, "azure-webjobs-eventhub");
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, "", Stop))
        {
            if (blob.Name.EndsWith("/checkpoint/0", StringComparison.Ordinal))
            {
                var metadata = new Dictionary<string, string>(blob.Metadata) { ["sequencenumber"] = number.ToString(CultureInfo.InvariantCulture) };
                metadata.Remove("offset");
                await container.GetBlobClient(blob.Name).SetMetadataAsync(metadata, cancellationToken: Stop);
            }
        }
    }

    // A value under a descriptor that is a number. Azure's own client sends no such thing.
    private static async Task SendDescribedAsync(RunningApp app)
    {
        var address = EventHubsConnectionStringProperties.Parse(app.Endpoints.EventHubs).Endpoint;
        var connection = await Amqp.Connection.Factory.CreateAsync(new Amqp.Address(address.Host, address.Port, null, null, "/", "amqp"));
        var sender = new Amqp.SenderLink(new Amqp.Session(connection), "odd", "calls/Partitions/0");
        var value = new Amqp.Framing.AmqpValue { Value = new Amqp.Types.DescribedValue(5UL, "x") };
        await sender.SendAsync(new Amqp.Message { BodySection = value });
        await connection.CloseAsync();
    }

    private static async Task<string[]> AccountsAsync(RunningApp app) =>
        [.. (await Stored.RowsAsync(app.Endpoints.Tables, "windows")).Select(r => r.Row.RowKey)];

    private static async Task<string[]> LettersAsync(RunningApp app) =>
        [
            .. (await Stored.RowsAsync(app.Endpoints.Tables, "deadletters")).Select(r =>
                $"{long.Parse(r.Row.RowKey, CultureInfo.InvariantCulture)} {r.Row.GetString("Reason")}"
            ),
        ];

    private static async Task SendAsync(EventHubProducerClient hub, params EventData[] events) =>
        await hub.SendAsync(events, new SendEventOptions { PartitionId = "0" }, Stop);

    private static IEnumerable<EventData> Calls(int first, int count) =>
        Enumerable.Range(first, count).Select(i => new EventData(Lines.Call($"acct_{i}", "1", 0)));

    private static EventData Nested()
    {
        object value = 1;
        for (var depth = 0; depth < Deep; depth++)
        {
            value = new List<object> { value };
        }

        return new EventData(new AmqpAnnotatedMessage(AmqpMessageBody.FromValue(value)));
    }
}
