using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>A two-day event: a burst of sign-ups on free credits, agentic coding day and night, one theme, then silence.</summary>
internal sealed class Hackathon : ILookalike
{
    private static readonly HumanRhythm s_building = new(DayProfile.Marathon, 9, 70);

    public string Kind => "hackathon";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        foreach (var size in Groups.Split(count, 50, 160, rng.Next()))
        {
            var venue = Organisation.Found(crowd, "", rng.Range(2, 5), ref rng);
            var begins = (long)(rng.Unit() * Math.Max(1, crowd.Length - 2 * SimulatedTime.Day));
            Framing[] theme = [Framing.Event(PromptTask.Agent, ref rng), Framing.Event(PromptTask.Code, ref rng)];
            for (var i = 0; i < size; i++)
            {
                var account = venue.Member(crowd.Person(Calling.Maker, Kind, ref rng), .2, ref rng);
                account.MailDomain = MailDomain.Personal(ref rng);
                account.Card = 0;
                if (rng.Chance(.8))
                {
                    account.Created = begins - (long)(rng.Between(-2, 6) * SimulatedTime.Hour);
                }

                account.ActiveFrom = Math.Max(account.Created, begins);
                account.ActiveUntil = begins + 2 * SimulatedTime.Day;
                account.Rhythm = s_building;
                account.CallsPerDay = rng.LogNormal(30, .8);
                account.Voice = account.Voice with { Framings = theme, FramedShare = rng.Between(.2, .7), ParaphraseRate = .1 };
            }
        }
    }
}
