using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;

namespace Distill.Simulation.Relays;

/// <summary>
/// Unrelated customers of an honest relay: a few send much, each has a voice of their own, and the product may add its system prompt.
/// </summary>
internal sealed class Customers(ulong seed, Voice[] voices) : IClientele
{
    public ulong Seed => seed;

    public Voice VoiceOf(uint session)
    {
        var at = Rng.Of(seed, session).Unit();
        return voices[(int)(at * at * voices.Length)];
    }

    public uint Matter(uint session, ref Rng rng) => Topics.Draw(ref rng);
}
