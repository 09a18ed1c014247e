using System.Globalization;
using Distill.Core.Statistics;

namespace Distill.Core.Signals;

/// <summary>A load balancer gives its accounts equal shares; the volumes of independent customers spread over orders of magnitude.</summary>
/// <remarks>
/// Statistic: variance of ln(sittings a day since first seen) over the members, against random groups of the same size from the population. With v the
/// population's variance and its kurtosis k, a sample variance of n is about normal with variance v^2 (k - (n - 3) / (n - 1)) / n.
/// </remarks>
internal static class EqualShares
{
    private const double MicrosPerDay = 86_400_000_000;

    /// <summary>Null when there are fewer than 8 members or their spread is no smaller than chance gives once in 100.</summary>
    public static Evidence? Measure(AccountGroup group)
    {
        if (group.Members.Count < 8 || group.Population.Count < 2 * group.Members.Count)
        {
            return null;
        }

        var others = group.Population.Profiles.Except(group.Members).Select(LogRate).ToArray();
        var own = group.Members.Select(LogRate).ToArray();
        var (variance, kurtosis) = Moments(others);
        var (spread, _) = Moments(own);
        var n = own.Length;
        var deviation = variance * Math.Sqrt(Math.Max(0.1, kurtosis - ((n - 3.0) / (n - 1))) / n);
        var z = (variance - spread) / Math.Max(deviation, 1e-9);
        var weight = -Tails.LogNormalUpper(z);
        if (z <= 0 || weight < Math.Log(100))
        {
            return null;
        }

        return new Evidence(
            EvidenceFamily.Timing,
            "equal_shares",
            string.Create(CultureInfo.InvariantCulture, $"The accounts' volumes differ by a factor of {Math.Exp(Math.Sqrt(spread)):0.0} about their middle, where as many other customers differ by {Math.Exp(Math.Sqrt(variance)):0.0}; by chance 1 in 10^{weight / Math.Log(10):0}."),
            weight);
    }

    private static double LogRate(AccountProfile profile)
    {
        var days = Math.Max(1, (profile.Calls[^1].Micros - profile.Calls[0].Micros) / MicrosPerDay);
        return Math.Log(profile.Sittings.Count / days);
    }

    private static (double Variance, double Kurtosis) Moments(double[] values)
    {
        var mean = values.Average();
        var variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
        var fourth = values.Sum(v => Math.Pow(v - mean, 4)) / values.Length;
        return (variance, variance > 0 ? fourth / (variance * variance) : 3);
    }
}
