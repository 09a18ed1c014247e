using System.Collections.Concurrent;
using Azure.Messaging.EventHubs;
using Distill.LocalHost.EventHubs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Distill.Cli.Tests.Replay;

/// <summary>An Event Hubs endpoint on a free port of this machine, and all that its hub "calls" receives.</summary>
internal sealed class ReceivedHub : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly EventHubsEndpoint _endpoint;
    private readonly EventHubTriggerListener _listener;
    private readonly ConcurrentQueue<EventData> _events = new();

    public ReceivedHub(string folder)
    {
        _endpoint = EventHubsEndpoint.Start(new EventHubsEndpointOptions { DataPath = Path.Combine(folder, "hubs"), Port = 0 }, NullLogger.Instance);
        var options = new EventHubTriggerOptions
        {
            Function = "Receive",
            ConnectionString = _endpoint.ConnectionString,
            EventHub = "calls",
            CheckpointPath = Path.Combine(folder, "checkpoints"),
        };
        _listener = new EventHubTriggerListener(options, Receive, NullLogger.Instance);
        _listener.Start();
    }

    public string ConnectionString => _endpoint.ConnectionString;

    public async Task<IReadOnlyList<EventData>> ReceiveAsync(int count)
    {
        for (var until = DateTime.UtcNow + s_patience; _events.Count < count && DateTime.UtcNow < until;)
        {
            await Task.Delay(20);
        }

        return [.. _events];
    }

    private Task Receive(EventData[] events, EventHubPartition partition, CancellationToken cancel)
    {
        Array.ForEach(events, _events.Enqueue);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        await _endpoint.DisposeAsync();
    }
}
