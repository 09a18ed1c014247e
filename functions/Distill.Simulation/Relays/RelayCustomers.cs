using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;

namespace Distill.Simulation.Relays;

/// <summary>
/// Unrelated customers of an honest relay. A few of them send most requests. Each has their own voice. The product may add a system prompt.
/// </summary>
internal sealed class RelayCustomers(ulong seed, Voice[] voices) : IClientele
{
    public ulong Seed => seed;

    public Voice VoiceOf(uint session)
    {
        var at = Rng.Of(seed, session).Unit();
        return voices[(int)(at * at * voices.Length)];
    }

    public uint Matter(uint session, ref Rng rng) => Topics.Draw(ref rng);
}
