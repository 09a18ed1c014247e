using Distill.Simulation.Calls;
using Distill.Simulation.Randomness;

namespace Distill.Simulation.Rhythms;

/// <summary>Plans when an account calls. Each day is drawn on its own from (account, day).</summary>
internal interface IRhythm
{
    void Day(Caller account, int day, ref Rng rng, HourBuckets into);
}
