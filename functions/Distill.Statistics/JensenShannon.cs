namespace Distill.Statistics;

/// <summary>How different two distributions are.</summary>
public static class JensenShannon
{
    /// <summary>
    /// Divergence of two distributions over the same bins, bits: 0 for equal ones, 1 for ones without a common bin (Lin, IEEE Trans. Information
    /// Theory 1991).
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
