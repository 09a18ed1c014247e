namespace Distill.LocalRuntime.EventHubs;

/// <summary>The last event of a partition that a consumer group is done with.</summary>
internal sealed record Checkpoint(long SequenceNumber, string Offset);
