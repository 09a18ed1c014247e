using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Relays;

namespace Distill.Simulation.Campaigns;

/// <summary>
/// What one node of a campaign's relay carries: its part of the data set, worked through item by item under a few framings, and unrelated
/// customers in between.
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

    /// <summary>A data set is worked through once; like anybody's questions, some of its items are those that everybody has.</summary>
    public uint Matter(uint session, ref Rng rng)
    {
        var topic = Topics.Draw(ref rng);
        return topic < Topics.Popular ? topic : _item++;
    }
}
