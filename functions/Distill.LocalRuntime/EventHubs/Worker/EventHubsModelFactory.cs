#nullable disable annotations

namespace Azure.Messaging.EventHubs;

/// <summary>Makes events as if they had been received, for an app's tests. The overload of the real factory that is not obsolete.</summary>
public static class EventHubsModelFactory
{
    public static EventData EventData(
        BinaryData eventBody,
        IDictionary<string, object> properties = null,
        IReadOnlyDictionary<string, object> systemProperties = null,
        string partitionKey = null,
        long sequenceNumber = long.MinValue,
        string offsetString = null,
        DateTimeOffset enqueuedTime = default) =>
        new(() => eventBody, () => properties ?? new Dictionary<string, object>(), () => systemProperties ?? new Dictionary<string, object>())
        {
            PartitionKey = partitionKey,
            SequenceNumber = sequenceNumber,
            OffsetString = offsetString,
            EnqueuedTime = enqueuedTime,
        };
}
