namespace Distill.LocalHost.EventHubs.Trigger;

/// <summary>The source of a batch. It has the members of the extension's partition context, in the same order.</summary>
/// <param name="IsCheckpointingAfterInvocation">Whether a checkpoint follows this batch (see batchCheckpointFrequency).</param>
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
