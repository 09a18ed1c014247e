namespace Distill.Evaluation.Scoring;

/// <summary>Computes quantiles of waiting times. A wait that never ended is infinite.</summary>
internal static class Quantile
{
    /// <summary>
    /// Returns the smallest value such that at least a share <paramref name="q"/> of all values are not above it; NaN if there are no values.
    /// </summary>
    public static double Of(IEnumerable<double> values, double q)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(q * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    public static double Median(IEnumerable<double> values) => Of(values, 0.5);
}
