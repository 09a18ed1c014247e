namespace Distill.Simulation.Calls;

/// <summary>A call whose time is decided. Its content is drawn when it is written.</summary>
/// <param name="At">When, in microseconds since the scenario's start.</param>
/// <param name="Account">The account's number.</param>
/// <param name="Session">Which of the account's sessions. <see cref="RelayedBit"/> marks sessions that a relay gave it.</param>
/// <param name="Matter">What the prompt is about: the number of a body.</param>
internal readonly record struct PlannedCall(long At, int Account, uint Session, uint Matter)
{
    public const uint RelayedBit = 0x8000_0000;

    public bool Relayed => (Session & RelayedBit) != 0;
}
