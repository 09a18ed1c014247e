namespace Distill.LocalRuntime.EventHubs;

/// <summary>Where a batch comes from, as the real extension's trigger partition context says it.</summary>
/// <param name="FullyQualifiedNamespace">The host of the connection string.</param>
/// <param name="EventHubName">The hub.</param>
/// <param name="ConsumerGroup">The group that the trigger reads for.</param>
/// <param name="PartitionId">The partition: "0", "1", ...</param>
/// <param name="IsCheckpointingAfterInvocation">Whether this batch ends with a checkpoint (batchCheckpointFrequency).</param>
internal sealed record EventHubPartition(
    string FullyQualifiedNamespace, string EventHubName, string ConsumerGroup, string PartitionId, bool IsCheckpointingAfterInvocation);
