namespace Distill.Functions.Batches;

/// <summary>
/// One event as the hub keeps it. Sequence numbers grow within a partition. An event that came over HTTP has none; its number is below zero.
/// </summary>
public readonly record struct HubEvent(long Sequence, DateTimeOffset Enqueued, ReadOnlyMemory<byte> Body)
{
    /// <summary>Why the body can't be read, as a dead letter names it; null if it can.</summary>
    public string? Fault { get; init; }

    /// <summary>The place in its request of an event that came over HTTP, from 0.</summary>
    public int Index => (int)~Sequence;

    /// <summary>An event that came over HTTP.</summary>
    public static HubEvent Unnumbered(int index, DateTimeOffset arrived, ReadOnlyMemory<byte> body) => new(~(long)index, arrived, body);
}
