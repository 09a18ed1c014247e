using System.Collections.Concurrent;
using System.Reflection;
using Azure.Messaging.EventHubs;
using Distill.LocalRuntime.Discovery;
using Distill.LocalRuntime.EventHubs;
using Distill.LocalRuntime.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Distill.LocalRuntime.Events;

/// <summary>Runs a function on a batch of events. The listener decides about order, retries and checkpoints.</summary>
internal sealed class EventHubFunction(DiscoveredFunction function, FunctionInvoker invoker, IServiceScopeFactory scopes)
{
    // The last batch of each partition: the listener hands the same array over again when it retries.
    private readonly ConcurrentDictionary<string, (EventData[] Batch, int Retries)> _last = new();

    public DiscoveredFunction Function => function;

    public EventHubTrigger Trigger => (EventHubTrigger)function.Trigger;

    public RetryPolicy Retry { get; } = RetryPolicy.From(function.Method.GetCustomAttribute<RetryAttribute>());

    /// <summary>Throws what the function throws, so that the listener retries.</summary>
    public async Task RunAsync(EventData[] events, EventHubPartition partition, CancellationToken cancellationToken)
    {
        var retries = _last.TryGetValue(partition.PartitionId, out var last) && ReferenceEquals(last.Batch, events) ? last.Retries + 1 : 0;
        _last[partition.PartitionId] = (events, retries);
        await using var scope = scopes.CreateAsyncScope();
        var call = new Call(function, events, $"{events.Length} events of {partition.EventHubName}/{partition.PartitionId}")
        {
            BindingData = EventHubBindingData.For(partition, events),
            Retry = new LocalRetryContext(retries, Retry.MaxRetryCount),
        };
        await invoker.InvokeAsync(call, scope.ServiceProvider, cancellationToken);
    }
}
