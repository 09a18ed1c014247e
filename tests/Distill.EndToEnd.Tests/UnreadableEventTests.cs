using System.Globalization;
using Azure.Core.Amqp;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;

namespace Distill.EndToEnd.Tests;

/// <summary>The client library of Event Hubs can't decode a value nested more than 64 deep, and drops what it fetched behind it.</summary>
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
