using Distill.Core.Profiles;

namespace Distill.Core.Groups;

/// <summary>The three days in which the largest number of a group's members was opened, and the weight of being opened then or not.</summary>
/// <param name="From">Start of the three days, ticks.</param>
/// <param name="In">Log-likelihood ratio of an account opened in these days.</param>
/// <param name="Out">Log-likelihood ratio of an account not opened in these days.</param>
internal readonly record struct BirthBurst(long From, double In, double Out)
{
    // Length of the window, in ticks. An operator opens accounts over a weekend.
    private const long Ticks = 72 * TimeSpan.TicksPerHour;

    // Fewest known births of members. Fewer make no burst.
    private const int MinBirths = 5;

    // Largest weight of either sign, in nats.
    private const double Cap = 3;

    // Add-a-half smoothing of counts, and the share that is added to both sides so that their ratio stays finite.
    private const double Half = 0.5,
        ShareFloor = 0.02;

    /// <summary>Finds the burst. Null when there are too few births, or when other accounts are opened in those days as often.</summary>
    /// <param name="births">The members' births, ticks. Sorted in place.</param>
    /// <param name="population">All accounts.</param>
    public static BirthBurst? Of(List<long> births, PopulationBaseline population)
    {
        if (births.Count < MinBirths)
        {
            return null;
        }

        births.Sort();
        var (best, at) = (0, 0);
        for (int first = 0, end = 0; first < births.Count; first++)
        {
            while (end < births.Count && births[end] < births[first] + Ticks)
            {
                end++;
            }

            if (end - first > best)
            {
                (best, at) = (end - first, first);
            }
        }

        var others = population.BirthsIn(births[at], births[at] + Ticks) - best;
        var inside = (best + Half) / (births.Count + 1);
        var outside = (others + Half) / (population.BirthCount - births.Count + 1);
        return inside <= outside
            ? null
            : new BirthBurst(births[at], Weight(inside / outside), Weight((1 - inside + ShareFloor) / (1 - outside + ShareFloor)));
    }

    /// <summary>Returns the weight of an account's birth, given in ticks. 0 when it is unknown.</summary>
    public double Weigh(long created) =>
        created < 0 ? 0
        : created >= From && created < From + Ticks ? In
        : Out;

    private static double Weight(double ratio) => Math.Clamp(Math.Log(ratio), -Cap, Cap);
}
