namespace Distill.Statistics;

/// <summary>How different two distributions are.</summary>
public static class JensenShannon
{
    /// <summary>
    /// Divergence of two distributions over the same bins, in bits: 0 if they are equal, 1 if they have no bin in common (Lin, IEEE Trans.
    /// Information Theory 37, 1991, doi:10.1109/18.61115).
    /// </summary>
    public static double Divergence(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        var sum = 0.0;
        for (var i = 0; i < p.Length; i++)
        {
            var middle = (p[i] + q[i]) / 2;
            sum += (p[i] > 0 ? p[i] * Math.Log2(p[i] / middle) : 0) + (q[i] > 0 ? q[i] * Math.Log2(q[i] / middle) : 0);
        }

        return Math.Max(0, sum / 2);
    }
}
