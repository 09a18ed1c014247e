namespace Distill.Simulation.Traffic;

public enum WireEventKind
{
    Account,
    Call,
    Ban,
    Refusal,
}

/// <summary>An event as it is sent.</summary>
/// <param name="Kind">The event's type.</param>
/// <param name="Time">The event time, to the microsecond.</param>
/// <param name="Account">The account, which is the partition key.</param>
/// <param name="Json">One JSON object in UTF-8, without a line end. The next event uses the same buffer, so copy what you keep.</param>
public readonly record struct WireEvent(WireEventKind Kind, DateTimeOffset Time, string Account, ReadOnlyMemory<byte> Json);
