namespace Distill.Functions.Batches;

/// <summary>
/// One event as the hub keeps it; the numbers of a partition grow. One that came past the hub has none, which is a number below zero.
/// </summary>
public readonly record struct HubEvent(long Sequence, DateTimeOffset Enqueued, ReadOnlyMemory<byte> Body)
{
    /// <summary>Why nothing can be read out of it, as a dead letter names it; null when the body is to be parsed.</summary>
    public string? Fault { get; init; }

    /// <summary>Where an event that came past the hub stood in its request, from 0.</summary>
    public int Index => (int)~Sequence;

    /// <summary>An event that came past the hub.</summary>
    public static HubEvent Unnumbered(int index, DateTimeOffset arrived, ReadOnlyMemory<byte> body) => new(~(long)index, arrived, body);
}
