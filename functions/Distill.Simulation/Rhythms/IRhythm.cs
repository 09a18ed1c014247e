using Distill.Simulation.Calls;
using Distill.Simulation.Randomness;

namespace Distill.Simulation.Rhythms;

/// <summary>When an account calls. Each day is drawn by itself from (account, day).</summary>
internal interface IRhythm
{
    void Day(Caller account, int day, ref Rng rng, HourBuckets into);
}
