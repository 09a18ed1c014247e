namespace Distill.Functions.Ingest;

/// <summary>One event as the hub keeps it; the numbers of a partition grow.</summary>
public readonly record struct HubEvent(long Sequence, DateTimeOffset Enqueued, ReadOnlyMemory<byte> Body);
