using Azure.Messaging.EventHubs;
using Distill.Functions.Batches;
using Distill.Functions.EventHubsBinding;
using Distill.Functions.Ingest;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Stores the hub's events: calls in one-hour windows, facts in the fact table, bad events as dead letters.</summary>
public sealed class IngestCalls(BatchReader reader, BatchWriter writer, LastAttempt lastAttempt)
{
    [Function(nameof(IngestCalls))]
    [ExponentialBackoffRetry(5, "00:00:01", "00:01:00")]
    public async Task Run(
        [EventHubTrigger("%CallsHub%", Connection = "EventHubConnection", ConsumerGroup = "%CallsConsumerGroup%")] EventData[] events,
        FunctionContext context
    )
    {
        if (events.Length == 0)
        {
            return;
        }

        var batch = reader.Read(HubPartition.Of(context), [.. events.Select(HubEventReader.Read)]);
        await (
            context.RetryContext is { } retry && retry.RetryCount < retry.MaxRetryCount
                ? writer.SaveAsync(batch, context.CancellationToken)
                : lastAttempt.SaveAsync(batch, context.CancellationToken)
        );
    }
}
