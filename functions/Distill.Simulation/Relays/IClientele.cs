using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;

namespace Distill.Simulation.Relays;

/// <summary>Whose requests a relay carries.</summary>
internal interface IClientele
{
    /// <summary>Of the bodies and framings that it draws.</summary>
    ulong Seed { get; }

    /// <summary>Who speaks in a session; a pure function of its number.</summary>
    Voice VoiceOf(uint session);

    /// <summary>The number of the next body of a session.</summary>
    uint Matter(uint session, ref Rng rng);
}
