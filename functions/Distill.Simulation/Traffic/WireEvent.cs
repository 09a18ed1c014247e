namespace Distill.Simulation.Traffic;

public enum WireEventKind
{
    Account,
    Call,
    Ban,
}

/// <summary>An event as it goes over the wire.</summary>
/// <param name="Kind">Its type.</param>
/// <param name="Time">Event time, to the microsecond.</param>
/// <param name="Account">The partition key.</param>
/// <param name="Json">UTF-8, one object, no line end. The buffer is used again for the next event: copy what is to be kept.</param>
public readonly record struct WireEvent(WireEventKind Kind, DateTimeOffset Time, string Account, ReadOnlyMemory<byte> Json);
