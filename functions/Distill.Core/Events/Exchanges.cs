namespace Distill.Core.Events;

/// <summary>
/// The last two exchanges of the conversation that a call continues. An exchange is what a user said and what the model answered. The answer was
/// sampled, so whoever sends it back has received it, or has it from who did.
/// </summary>
/// <param name="Last">Fingerprint of the newest exchange. 0 when there is none.</param>
/// <param name="Before">Fingerprint of the exchange before it. 0 when there is none.</param>
public readonly record struct Exchanges(ulong Last, ulong Before)
{
    /// <summary>The length of the binary form, in bytes.</summary>
    internal const int ByteCount = 16;

    /// <summary>True when the call continues a conversation.</summary>
    public bool AreKnown => Last != 0;

    /// <summary>Compares both, to pick one of two in a fixed way.</summary>
    public int CompareTo(Exchanges other) => (Last, Before).CompareTo((other.Last, other.Before));
}
