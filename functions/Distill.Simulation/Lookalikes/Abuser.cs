using Distill.Simulation.Population;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>
/// People who are banned for abuse and come back under a new account within hours, with the same habits and often the same device. So an account that
/// replaces a banned one is no proof of a campaign.
/// </summary>
internal sealed class Abuser : ILookalike
{
    private static readonly HumanRhythm s_rhythm = new(DayProfile.Owl, 5, 60);

    public string Kind => "abuser";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        while (count > 0)
        {
            var first = crowd.Person(Calling.Person, Kind, ref rng);
            first.Created = -(long)(rng.Exponential(20) * SimulatedTime.Day);
            first.ActiveFrom = first.Created;
            first.Rhythm = s_rhythm;
            first.CallsPerDay = rng.LogNormal(12, .8);
            var at = (long)(rng.Unit() * crowd.Length);
            var last = first;
            for (var lives = Math.Min(count, rng.Geometric(2.2)); lives > 1 && at < crowd.Length; lives--)
            {
                last.BannedAt = at;
                var next = crowd.Person(Calling.Person, Kind, ref rng);
                next.Created = at + (long)(rng.Exponential(5) * SimulatedTime.Hour);
                next.ActiveFrom = next.Created;
                (next.Home, next.UtcOffset, next.Lateness, next.Rhythm, next.CallsPerDay) = (
                    first.Home,
                    first.UtcOffset,
                    first.Lateness,
                    first.Rhythm,
                    first.CallsPerDay
                );
                (next.Voice, next.Addresses, next.Client) = (first.Voice, first.Addresses, first.Client);
                if (rng.Chance(.7))
                {
                    next.Device = first.Device;
                }

                if (rng.Chance(.4))
                {
                    next.Card = first.Card;
                }

                at = next.Created + (long)(rng.Exponential(30) * SimulatedTime.Hour);
                last = next;
                count--;
            }
            count--;
        }
    }
}
