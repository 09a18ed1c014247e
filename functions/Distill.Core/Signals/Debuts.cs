using Distill.Contracts;
using Distill.Core.Profiles;

namespace Distill.Core.Signals;

/// <summary>Tells when accounts were first seen at work. For a relay these are its births, on whatever day it prepared the sign-up.</summary>
internal static class Debuts
{
    /// <summary>
    /// Returns the time from which a first call counts as a debut: a day after the population's first call, microseconds since 1970-01-01 UTC. By
    /// then, most accounts that worked before the lookback have called again.
    /// </summary>
    public static long KnownFrom(PopulationBaseline population) =>
        population.Profiles.Count == 0 ? long.MaxValue : population.Profiles.Min(p => p.FirstCall) + Micros.PerDay;
}
