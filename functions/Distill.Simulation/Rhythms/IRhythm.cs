using Distill.Simulation.Population;
using Distill.Simulation.Randomness;
using Distill.Simulation.Traffic;

namespace Distill.Simulation.Rhythms;

/// <summary>When an account calls. Each day is drawn by itself from (account, day).</summary>
internal interface IRhythm
{
    void Day(Account account, int day, ref Rng rng, HourBuckets into);
}
