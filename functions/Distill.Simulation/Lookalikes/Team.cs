using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>
/// Teams of three to eight people on one card who share a few framings. About half of them use free mail and have little verification.
/// </summary>
internal sealed class Team : ILookalike
{
    private static readonly HumanRhythm[] s_rhythms = [new(DayProfile.Maker, 5, 85), new(DayProfile.Office, 5, 85), new(DayProfile.Owl, 5, 85)];

    public string Kind => "team";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        foreach (var size in Groups.Split(count, 3, 8, rng.Next()))
        {
            var team = Organisation.Found(crowd, MailDomain.Organisation(ref rng), 1, ref rng);
            var freeMail = rng.Chance(.55);
            var kyc = rng.Pick(["none", "email", "phone", "business"]);
            var founded = Births.OfGroup(crowd.Length, .35, ref rng);
            var remote = rng.Chance(.5) ? 1 : .4;
            var framings = rng.Chance(.6) ? Framing.Shelf(rng.Range(1, 4), Language.English, ref rng) : [];
            for (var i = 0; i < size; i++)
            {
                var account = team.Member(crowd.Person(Calling.Maker, Kind, ref rng), remote, ref rng);
                if (freeMail)
                {
                    account.MailDomain = MailDomain.FreeMail(ref rng);
                }

                account.Kyc = kyc;
                account.Created = founded + (long)(rng.Exponential(9) * SimulatedTime.Hour);
                account.ActiveFrom = account.Created;
                account.Rhythm = rng.Pick(s_rhythms);
                account.CallsPerDay = rng.LogNormal(10, .9);
                account.Voice = account.Voice with
                {
                    Framings = framings,
                    FramedShare = rng.Between(.2, .8),
                    ParaphraseRate = rng.Chance(.3) ? .3 : 0,
                };
            }
        }
    }
}
