using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>Customers of honest resellers: they share egress addresses and a reseller's id; prompts, hours and volumes are their own.</summary>
internal sealed class ResellerCustomer : ILookalike
{
    private static readonly IRhythm[] s_rhythms =
    [
        new HumanRhythm(DayProfile.Leisure, 4, 75),
        new HumanRhythm(DayProfile.Maker, 5, 80),
        new ProgramRhythm(DayProfile.Audience, 3, 20),
        new ProgramRhythm(DayProfile.Flat, 5, 60),
    ];

    public string Kind => "reseller";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        for (var i = 0; i < count; i++)
        {
            var account = crowd.Person(rng.Pick([Calling.Person, Calling.Maker, Calling.Program]), Kind, ref rng);
            var reseller = crowd.Resellers.Draw(ref rng);
            account.Reseller = reseller;
            account.Platform = rng.Pick(reseller.Platforms);
            account.Addresses = reseller.Egress;
            if (rng.Chance(.5))
            {
                account.Device = 0;
            }

            account.Rhythm = rng.Pick(s_rhythms);
            account.CallsPerDay = rng.LogNormal(account.Rhythm is ProgramRhythm ? 15 : 7, .95);
            if (rng.Chance(.3))
            {
                account.Voice = account.Voice with
                {
                    Framings = Framing.Shelf(rng.Range(1, 3), account.Voice.Language, ref rng),
                    FramedShare = .7,
                    ParaphraseRate = rng.Chance(.2) ? .4 : 0,
                };
            }
        }
    }
}
