using Distill.LocalHost.EventHubs.Trigger;
using Distill.LocalHost.Functions;
using Distill.LocalHost.Rpc.Messages;
using Distill.LocalHost.Worker;
using Google.Protobuf;

namespace Distill.LocalHost.EventHubs;

/// <summary>Runs a function on a batch of events. The listener decides about order, retries and checkpoints.</summary>
internal sealed class EventHubFunction(Function function, FunctionInvoker invoker, WorkerKeeper worker)
{
    public Function Function => function;

    public EventHubTrigger Trigger => (EventHubTrigger)function.Trigger;

    /// <summary>Runs the function. If it fails, this throws the failure, so that the listener retries.</summary>
    public async Task RunAsync(HubBatch batch, CancellationToken cancellationToken)
    {
        var session = await worker.ReadyAsync(cancellationToken);
        var call = new Call
        {
            Function = function,
            Reason = $"{batch.Messages.Count} events of {Trigger.EventHub}",
            Input = Events(batch.Messages),
            TriggerMetadata = batch.TriggerMetadata.ToDictionary(entry => entry.Key, entry => Data(entry.Value)),
            Retry = RetryOptions.Context(function.Retry, batch.Retry.Count),
        };
        await invoker.Begin(call, session, cancellationToken).Completed;
    }

    // Returns the events in the form that the extension uses for a worker that binds them itself.
    private static TypedData Events(IReadOnlyList<ReadOnlyMemory<byte>> messages)
    {
        var events = new CollectionModelBindingData();
        foreach (var message in messages)
        {
            events.ModelBindingData.Add(
                new ModelBindingData
                {
                    Version = "1.0",
                    Source = "AzureEventHubsEventData",
                    ContentType = "application/octet-stream",
                    // Safe without a copy, because nothing changes these bytes afterwards.
                    Content = UnsafeByteOperations.UnsafeWrap(message),
                }
            );
        }
        return new TypedData { CollectionModelBindingData = events };
    }

    private static TypedData Data(object value) =>
        value switch
        {
            long[] numbers => new TypedData { CollectionSint64 = new CollectionSInt64 { Sint64 = { numbers } } },
            string[] texts => new TypedData { CollectionString = new CollectionString { String = { texts } } },
            string text when text.StartsWith('{') || text.StartsWith('[') => new TypedData { Json = text },
            string text => new TypedData { String = text },
            _ => throw new ArgumentException(
                $"A batch's metadata holds texts and lists of texts and numbers, but no {value.GetType().Name}.",
                nameof(value)
            ),
        };
}
