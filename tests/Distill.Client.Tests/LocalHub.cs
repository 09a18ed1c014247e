using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Consumer;
using Distill.LocalHost.EventHubs;
using Distill.LocalHost.EventHubs.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Distill.Client.Tests;

/// <summary>An Event Hubs endpoint on a free port of this machine. It can go away and come back, at the same port and with its events.</summary>
internal sealed class LocalHub : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("distill-hub-");
    private readonly EventHubsEndpointOptions _options;
    private EventHubsEndpoint? _endpoint;

    /// <param name="maxMessageBytes">The largest message it takes.</param>
    /// <param name="onlyHub">The one hub that there is; null: any, made when it is named.</param>
    public LocalHub(int maxMessageBytes = 1024 * 1024, string? onlyHub = null)
    {
        var options = new EventHubsEndpointOptions
        {
            DataPath = _folder.FullName,
            MaxMessageBytes = maxMessageBytes,
            CreateOnDemand = onlyHub is null,
            InitialHubs = onlyHub is null ? [] : [new(onlyHub)],
        };
        _endpoint = EventHubsEndpoint.Start(options, NullLogger.Instance);
        _options = options with { Port = _endpoint.Port };
        ConnectionString = _endpoint.ConnectionString;
    }

    public string ConnectionString { get; }

    public int Port => _options.Port;

    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _endpoint, null) is { } endpoint)
        {
            await endpoint.DisposeAsync();
        }
    }

    public void Restart() => _endpoint = EventHubsEndpoint.Start(_options, NullLogger.Instance);

    /// <summary>All events that the hub has, each partition's in their order.</summary>
    public async Task<IReadOnlyList<EventData>> ReceiveAsync(string hub = "calls")
    {
        var events = new List<EventData>();
        await using var consumer = new EventHubConsumerClient(EventHubConsumerClient.DefaultConsumerGroupName, ConnectionString, hub);
        foreach (var partition in await consumer.GetPartitionIdsAsync())
        {
            var state = await consumer.GetPartitionPropertiesAsync(partition);
            if (state.IsEmpty)
            {
                continue;
            }

            await foreach (var one in consumer.ReadEventsFromPartitionAsync(partition, EventPosition.Earliest))
            {
                events.Add(one.Data);
                if (one.Data.SequenceNumber == state.LastEnqueuedSequenceNumber)
                {
                    break;
                }
            }
        }

        return events;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Delete(recursive: true);
    }
}
