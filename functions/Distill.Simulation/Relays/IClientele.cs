using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;

namespace Distill.Simulation.Relays;

/// <summary>The people whose requests a relay sends.</summary>
internal interface IClientele
{
    /// <summary>The seed of their bodies and framings.</summary>
    ulong Seed { get; }

    /// <summary>Returns who speaks in a session. The result depends on nothing but the session's number.</summary>
    Voice VoiceOf(uint session);

    /// <summary>Returns the number of the session's next body.</summary>
    uint Matter(uint session, ref Rng rng);
}
