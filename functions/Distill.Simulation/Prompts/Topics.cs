using Distill.Simulation.Randomness;

namespace Distill.Simulation.Prompts;

/// <summary>
/// Numbers of bodies. The lowest are what many people ask and data sets contain: equal numbers are equal bodies, whoever asks. All others are
/// the asker's own.
/// </summary>
internal static class Topics
{
    public const uint Popular = 3000;
    private const double PopularShare = .035;

    public static uint Draw(ref Rng rng)
    {
        if (!rng.Chance(PopularShare))
        {
            return Popular + (uint)(rng.Next() >> 33);
        }

        var rank = rng.Unit();
        return (uint)(Popular * rank * rank * rank);
    }

    /// <summary>The body's seed: shared for a popular one, else its owner's.</summary>
    public static ulong Seed(ulong owner, uint matter) => matter < Popular ? Rng.Mix(0x9090, matter) : Rng.Mix(owner, matter);
}
