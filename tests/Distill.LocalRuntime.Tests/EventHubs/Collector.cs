using System.Collections.Concurrent;
using Azure.Messaging.EventHubs;
using Distill.LocalRuntime.EventHubs;
using Microsoft.Extensions.Logging.Abstractions;

namespace Distill.LocalRuntime.Tests.EventHubs;

/// <summary>A function that keeps what it gets, and its listener.</summary>
internal sealed class Collector : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    readonly EventHubTriggerListener listener;
    readonly Func<EventData[], Task>? then;

    Collector(EventHubTriggerOptions options, Func<EventData[], Task>? then)
    {
        this.then = then;
        listener = new EventHubTriggerListener(options, RunAsync, NullLogger.Instance);
    }

    public ConcurrentQueue<(EventHubPartition Partition, EventData[] Events)> Batches { get; } = new();

    public IEnumerable<(string Partition, EventData Event)> Events =>
        Batches.SelectMany(batch => batch.Events.Select(one => (batch.Partition.PartitionId, one)));

    public int Count => Batches.Sum(batch => batch.Events.Length);

    public static Collector Start(
        EndpointFixture endpoint,
        string hub,
        Func<EventHubTriggerOptions, EventHubTriggerOptions>? configure = null,
        Func<EventData[], Task>? then = null) =>
        Start(endpoint.ConnectionString, endpoint.Folder, hub, configure, then);

    public static Collector Start(
        string connectionString,
        string folder,
        string hub,
        Func<EventHubTriggerOptions, EventHubTriggerOptions>? configure = null,
        Func<EventData[], Task>? then = null)
    {
        var options = new EventHubTriggerOptions
        {
            Function = "Collect",
            ConnectionString = connectionString,
            EventHub = hub,
            CheckpointPath = Path.Combine(folder, "checkpoints"),
            Host = new EventHubsHostOptions { MaxEventBatchSize = 500, PrefetchCount = 1000 },
            LeastReconnectDelay = TimeSpan.FromMilliseconds(20),
        };
        var collector = new Collector(configure is null ? options : configure(options), then);
        collector.listener.Start();
        return collector;
    }

    public async Task<Collector> UntilAsync(Func<Collector, bool> reached)
    {
        for (var until = DateTime.UtcNow + Patience; !reached(this);)
        {
            Assert.True(DateTime.UtcNow < until, $"Waited in vain; {Count} events came.");
            await Task.Delay(5);
        }

        return this;
    }

    public Task<Collector> UntilAsync(int count) => UntilAsync(it => it.Count >= count);

    public Task StopAsync() => listener.StopAsync();

    public ValueTask DisposeAsync() => listener.DisposeAsync();

    async Task RunAsync(EventData[] events, EventHubPartition partition, CancellationToken cancellation)
    {
        Batches.Enqueue((partition, events));
        if (then is not null)
            await then(events).WaitAsync(cancellation);
    }
}
