namespace Distill.LocalHost.EventHubs.Trigger;

/// <summary>Where a batch comes from: the members of the extension's partition context, in its order.</summary>
/// <param name="IsCheckpointingAfterInvocation">Whether this batch ends with a checkpoint (batchCheckpointFrequency).</param>
/// <param name="FullyQualifiedNamespace">The host of the connection string.</param>
/// <param name="EventHubName">The hub.</param>
/// <param name="ConsumerGroup">The group that the trigger reads for.</param>
/// <param name="PartitionId">The partition: "0", "1", ...</param>
internal sealed record PartitionContextData(
    bool IsCheckpointingAfterInvocation,
    string FullyQualifiedNamespace,
    string EventHubName,
    string ConsumerGroup,
    string PartitionId
);
