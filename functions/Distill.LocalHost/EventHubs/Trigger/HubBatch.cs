namespace Distill.LocalHost.EventHubs.Trigger;

/// <summary>One run of a function on events of one partition.</summary>
/// <param name="Messages">The bytes of each event's AMQP message, in order.</param>
/// <param name="TriggerMetadata">The extension's metadata of the batch, by name; see <see cref="BatchMetadata"/>.</param>
/// <param name="Retry">Which run of the batch this is.</param>
internal sealed record HubBatch(
    IReadOnlyList<ReadOnlyMemory<byte>> Messages,
    IReadOnlyDictionary<string, object> TriggerMetadata,
    RetryAttempt Retry
);
