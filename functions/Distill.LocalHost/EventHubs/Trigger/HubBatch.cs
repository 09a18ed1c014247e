namespace Distill.LocalHost.EventHubs.Trigger;

/// <summary>One run of a function on events of one partition.</summary>
/// <param name="Messages">Each event as the bytes of its AMQP message, in order.</param>
/// <param name="TriggerMetadata">What the extension tells about the batch, by name; see <see cref="BatchMetadata"/>.</param>
/// <param name="Retry">Which run of this batch it is.</param>
internal sealed record HubBatch(
    IReadOnlyList<ReadOnlyMemory<byte>> Messages,
    IReadOnlyDictionary<string, object> TriggerMetadata,
    RetryAttempt Retry
);
