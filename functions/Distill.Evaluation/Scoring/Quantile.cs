namespace Distill.Evaluation.Scoring;

/// <summary>Quantiles of waiting times. A wait without an end is infinite.</summary>
internal static class Quantile
{
    /// <summary>The smallest value that a share <paramref name="q"/> of all does not exceed; NaN without values.</summary>
    public static double Of(IEnumerable<double> values, double q)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Clamp((int)Math.Ceiling(q * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    public static double Median(IEnumerable<double> values) => Of(values, 0.5);
}
