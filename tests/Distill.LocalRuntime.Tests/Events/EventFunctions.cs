using System.Collections.Concurrent;
using System.Text.Json;
using Azure.Messaging.EventHubs;
using Microsoft.Azure.Functions.Worker;

namespace Distill.LocalRuntime.Tests.Events;

public sealed record SeenBatch(string Partition, string Hub, string Group, IReadOnlyList<long> SequenceNumbers, IReadOnlyList<string> Bodies, int Retry, int MaxRetries);

public sealed class EventProbe
{
    private int _failuresLeft;

    public ConcurrentQueue<SeenBatch> Seen { get; } = new();

    public int FailuresLeft { set => _failuresLeft = value; }

    public bool TakeFailure() => Interlocked.Decrement(ref _failuresLeft) >= 0;

    public TaskCompletionSource? Hold { get; set; }

    public IReadOnlyList<string> Bodies => [.. Seen.SelectMany(batch => batch.Bodies)];

    public async Task UntilAsync(Func<EventProbe, bool> reached)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!reached(this))
            await Task.Delay(5, limit.Token);
    }
}

public sealed class CollectEvents(EventProbe probe)
{
    [Function("CollectEvents")]
    [FixedDelayRetry(2, "00:00:00.010")]
    public async Task Run(
        [EventHubTrigger("%HubName%", ConsumerGroup = "%Group%", Connection = "EventHubConnection")] EventData[] events,
        FunctionContext context, CancellationToken cancellationToken)
    {
        var partition = JsonElement.Parse((string)context.BindingContext.BindingData["PartitionContext"]!);
        probe.Seen.Enqueue(new SeenBatch(
            partition.GetProperty("PartitionId").GetString()!, partition.GetProperty("EventHubName").GetString()!, partition.GetProperty("ConsumerGroup").GetString()!,
            [.. events.Select(e => e.SequenceNumber)], [.. events.Select(e => e.EventBody.ToString())],
            context.RetryContext.RetryCount, context.RetryContext.MaxRetryCount));
        if (probe.Hold is { } hold)
            await hold.Task.WaitAsync(cancellationToken);
        if (probe.TakeFailure())
            throw new InvalidDataException("not this time");
    }
}

public sealed class WrongEvents
{
    [Function("WrongParameter")]
    public void Strings([EventHubTrigger("calls", Connection = "NoConnection")] string[] events) => _ = events;

    [Function("WrongConnection")]
    public void Malformed([EventHubTrigger("calls", Connection = "Malformed")] EventData[] events) => _ = events;

    [Function("Identity")]
    public void Identity([EventHubTrigger("calls", Connection = "ByIdentity")] EventData[] events) => _ = events;

    [Function("Single")]
    public void OneByOne([EventHubTrigger("calls", IsBatched = false)] EventData[] events) => _ = events;
}
