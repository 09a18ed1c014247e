using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Relays;

namespace Distill.Simulation.Campaigns;

/// <summary>
/// What one node of a campaign's relay sends: its part of the data set, item by item under a few framings, and in between the requests of unrelated
/// customers (decoys).
/// </summary>
internal sealed class CampaignDesk(ulong seed, Voice work, Voice[] customers, double decoyShare) : IClientele
{
    private uint _item = Topics.Popular;

    public ulong Seed => seed;

    public Voice VoiceOf(uint session)
    {
        var rng = Rng.Of(seed, session);
        return rng.Chance(decoyShare) ? rng.Pick(customers) : work;
    }

    public bool IsDecoy(uint session) => !ReferenceEquals(VoiceOf(session), work);

    /// <summary>
    /// Returns the number of the next body. The campaign works through its data set once. A few items are popular ones, as in anybody's questions.
    /// </summary>
    public uint Matter(uint session, ref Rng rng)
    {
        var topic = Topics.Draw(ref rng);
        return topic < Topics.Popular ? topic : _item++;
    }
}
