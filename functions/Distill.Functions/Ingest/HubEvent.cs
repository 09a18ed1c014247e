namespace Distill.Functions.Ingest;

/// <summary>One event as the hub keeps it.</summary>
/// <param name="Sequence">Its number within the partition; grows.</param>
internal readonly record struct HubEvent(long Sequence, DateTimeOffset Enqueued, ReadOnlyMemory<byte> Body);
