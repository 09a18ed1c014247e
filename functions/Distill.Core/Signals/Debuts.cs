using Distill.Contracts;
using Distill.Core.Profiles;

namespace Distill.Core.Signals;

/// <summary>When accounts were first seen at work: the relay's births, whatever day their sign-up was prepared on.</summary>
internal static class Debuts
{
    /// <summary>
    /// From when a first call within the lookback is a debut: a day after the first call of all, for who worked before the lookback is mostly back by
    /// then.
    /// </summary>
    public static long KnownFrom(PopulationBaseline population) =>
        population.Profiles.Count == 0 ? long.MaxValue : population.Profiles.Min(p => p.FirstCall) + Micros.PerDay;
}
