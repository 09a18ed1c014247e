using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Population;

/// <summary>Draws when accounts were created. New ones sign up all the time, and most accounts are young.</summary>
internal static class Births
{
    private const double RecentShare = .25;

    public static long Draw(long length, double newcomers, ref Rng rng)
    {
        var draw = rng.Unit();
        if (draw < newcomers)
        {
            return (long)(rng.Unit() * length);
        }

        if (draw < newcomers + RecentShare)
        {
            return -(long)(rng.Exponential(9) * SimulatedTime.Day);
        }

        return -(long)((5 + rng.Exponential(220)) * SimulatedTime.Day);
    }

    /// <summary>Draws when a group signed up together: in the months before the scenario, or during it with the given chance.</summary>
    public static long OfGroup(long length, double during, ref Rng rng) =>
        rng.Chance(during) ? (long)(rng.Unit() * length * .7) : -(long)(rng.Exponential(70) * SimulatedTime.Day);
}
