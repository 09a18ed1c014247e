using Distill.Simulation.Randomness;

namespace Distill.Simulation.Prompts;

/// <summary>
/// Numbers of prompt bodies. The numbers below <see cref="Popular"/> are questions that many people ask and that data sets contain: they have the
/// same body for everybody. All other bodies are the asker's own.
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

    /// <summary>Returns a body's seed. Popular bodies have the same seed for all owners.</summary>
    public static ulong Seed(ulong owner, uint matter) => matter < Popular ? Rng.Mix(0x9090, matter) : Rng.Mix(owner, matter);
}
