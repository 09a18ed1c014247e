using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Azure.Core.Amqp;
using Azure.Messaging.EventHubs;
using Distill.LocalHost.EventHubs.Trigger;

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>One run of the function, with its events as a worker's converter makes them.</summary>
internal sealed record RunOfBatch(string Partition, EventData[] Events, HubBatch Batch)
{
    public int[] Numbers => [.. Events.Select(one => (int)one.SequenceNumber)];

    public static RunOfBatch Of(HubBatch batch)
    {
        using var context = JsonDocument.Parse((string)batch.TriggerMetadata["PartitionContext"]);
        var events = batch.Messages.Select(bytes => new EventData(AmqpAnnotatedMessage.FromBytes(BinaryData.FromBytes(bytes)))).ToArray();
        return new RunOfBatch(context.RootElement.GetProperty("PartitionId").GetString()!, events, batch);
    }
}

/// <summary>A listener whose function keeps what it gets.</summary>
internal sealed class TriggerRun : IAsyncDisposable
{
    /// <summary>Only a fault takes so long.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    private readonly RecordedLog _log = new();
    private readonly EventHubTriggerListener _listener;
    private readonly Func<RunOfBatch, CancellationToken, Task>? _then;

    private TriggerRun(EventHubTriggerOptions options, Func<RunOfBatch, CancellationToken, Task>? then)
    {
        _then = then;
        _listener = new EventHubTriggerListener(options, RunAsync, _log.CreateLogger("Trigger"));
    }

    /// <summary>All runs, from their beginning.</summary>
    public ConcurrentQueue<RunOfBatch> Runs { get; } = new();

    /// <summary>The runs that ended well.</summary>
    public ConcurrentQueue<RunOfBatch> Succeeded { get; } = new();

    public IEnumerable<EventData> Events => Succeeded.SelectMany(run => run.Events);

    public static async Task<TriggerRun> StartAsync(EventHubTriggerOptions options, Func<RunOfBatch, CancellationToken, Task>? then = null)
    {
        var run = new TriggerRun(options, then);
        await run._listener.StartAsync(TestContext.Current.CancellationToken);
        return run;
    }

    public int Logged(int eventId) => _log.Lines.Count(line => line.Id == eventId);

    public async Task UntilAsync(Func<Task<bool>> reached)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(s_patience);
        while (!await reached())
        {
            Assert.False(
                limit.IsCancellationRequested,
                $"Waited in vain after {Runs.Count} runs, {Events.Count()} events.\n"
                    + string.Join('\n', _log.Lines.Select(line => $"{line.Text} {line.Error}"))
            );
            await Task.Delay(20);
        }
    }

    public Task UntilAsync(Func<bool> reached) => UntilAsync(() => Task.FromResult(reached()));

    public Task UntilAsync(int events) => UntilAsync(() => Events.Count() >= events);

    /// <summary>Stops, and lets running batches finish.</summary>
    public Task StopAsync() => _listener.StopAsync(s_patience);

    /// <summary>Stops, and cancels running batches.</summary>
    public Task CancelAsync() => _listener.StopAsync(TimeSpan.Zero);

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    /// <summary>The n in a body "key:n" of <see cref="Sending"/>.</summary>
    public static int Number(EventData one) => int.Parse(one.EventBody.ToString().Split(':')[1], CultureInfo.InvariantCulture);

    private async Task RunAsync(HubBatch batch, CancellationToken cancellationToken)
    {
        var run = RunOfBatch.Of(batch);
        Runs.Enqueue(run);
        if (_then is not null)
        {
            await _then(run, cancellationToken);
        }

        Succeeded.Enqueue(run);
    }
}
