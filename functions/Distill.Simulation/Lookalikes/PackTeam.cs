using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>
/// Three to five unrelated teams of 2 to 14 people, each on a card of its own, who bought one public pack of framings. About half of the teams use
/// free mail.
/// </summary>
internal sealed class PackTeam : ILookalike
{
    private const int SmallestTeam = 2;
    private const int LargestTeam = 14;

    private static readonly IRhythm[] s_rhythms =
    [
        new HumanRhythm(DayProfile.Maker, 5, 80),
        new HumanRhythm(DayProfile.Office, 5, 85),
        new ProgramRhythm(DayProfile.Office, 6, 30),
    ];

    public string Kind => "packteam";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        for (var number = 0; count > 0; number++)
        {
            var pack = crowd.Tools.Pack(number);
            for (var teams = rng.Range(3, 5); teams > 0 && count > 0; teams--)
            {
                // Sizes are log-uniform: many small teams and a few large ones.
                var size = Math.Min(count, (int)Math.Round(SmallestTeam * Math.Pow((double)LargestTeam / SmallestTeam, rng.Unit())));
                SettleTeam(crowd, size, pack, ref rng);
                count -= size;
            }
        }
    }

    private void SettleTeam(Crowd crowd, int size, Framing[] pack, ref Rng rng)
    {
        var team = Organisation.Found(crowd, MailDomain.Organisation(ref rng), 1, ref rng);
        var freeMail = rng.Chance(.5);
        var kyc = rng.Pick(["none", "email", "phone", "business"]);
        var founded = Births.OfGroup(crowd.Length, .35, ref rng);
        var remote = rng.Chance(.4) ? 1 : .4;
        // A team uses a part of the pack, and each team likes another part best.
        var first = rng.Below(pack.Length);
        Framing[] framings = [.. Enumerable.Range(first, rng.Range(3, pack.Length)).Select(f => pack[f % pack.Length])];
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
            account.CallsPerDay = rng.LogNormal(12, .8);
            account.Voice = account.Voice with { Framings = framings, FramedShare = rng.Between(.5, .95) };
        }
    }
}
