namespace Distill.Statistics;

/// <summary>
/// Upper tail of a sum of fixed weights whose signs are fair coins. Marks are judged by it. The results are bounds that hold for any weights, however
/// many; for whole weights the result can be the tail itself. Nothing is assumed about the text that the weights come from. Logarithms are natural.
/// </summary>
public static class RandomSigns
{
    // Bentkus and Dzindzalieta's constant, 1 / (4 P(Z >= sqrt 2)), rounded up.
    private const double Constant = 3.178;

    // In standard deviations. Below it, the bound that looks at the weights gains too little.
    private const double WorthALook = 2;

    // ln of a bound. The exact tail is computed only between the two: above the first nobody is accused, and below the second a double underflows.
    private const double WorthAll = -7;
    private const double TooSmall = -400;

    // The most additions that the exact tail may cost: about a tenth of a second. Beyond that the bound is used.
    private const long MostAdditions = 200_000_000;

    // The most that halving can lose below the smallest double, and that rounding can take off.
    private const double Lost = 1e-280;
    private const double Rounding = 1 + 1e-9;

    /// <summary>
    /// ln of a bound of P(sum / root of the sum of squares &gt;= z). It is the smaller of Hoeffding's exp(-z^2/2) (JASA 58, 1963,
    /// doi:10.1080/01621459.1963.10500830) and 3.178 P(Z &gt;= z) (Bentkus and Dzindzalieta, Bernoulli 21, 2015, doi:10.3150/14-BEJ603). 0 for
    /// z &lt;= 0.
    /// </summary>
    public static double LogUpper(double z) => z > 0 ? Math.Min(0, Math.Min(-z * z / 2, Math.Log(Constant) + Tails.LogNormalUpper(z))) : 0;

    /// <summary>
    /// ln of a bound of P(sum s_i w_i &gt;= <paramref name="sum"/>). It is the bound above, or Chernoff's bound with the weights themselves if that
    /// is smaller: min over t of exp(-t sum) prod cosh(t w_i). The latter never exceeds Hoeffding's, and is far below it if few weights make up the
    /// sum.
    /// </summary>
    public static double LogUpper(ReadOnlySpan<double> weights, double sum)
    {
        var squares = 0.0;
        foreach (var weight in weights)
        {
            squares += weight * weight;
        }

        if (sum <= 0 || squares <= 0)
        {
            return 0;
        }

        var z = sum / Math.Sqrt(squares);
        return z < WorthALook ? LogUpper(z) : Math.Min(LogUpper(z), LogChernoff(weights, sum, sum / squares));
    }

    /// <summary>
    /// ln of P(sum s_i w_i &gt;= <paramref name="sum"/>) for whole weights. If the bound above is small, it is the exact tail: the distribution of
    /// what disagreeing signs take off the largest sum. At p = 1e-6 the bound is three times the tail, and asks for a z of 4.98 instead of 4.75.
    /// </summary>
    public static double LogUpper(ReadOnlySpan<int> weights, long sum)
    {
        var (real, largest) = (new double[weights.Length], 0L);
        for (var i = 0; i < weights.Length; i++)
        {
            real[i] = weights[i];
            largest += Math.Abs((long)weights[i]);
        }

        var bound = LogUpper((ReadOnlySpan<double>)real, sum);
        return sum <= largest && bound is < WorthAll and > TooSmall && (((largest - sum) / 2) + 1) * weights.Length <= MostAdditions
            ? Math.Min(bound, LogTail(weights, (int)((largest - sum) / 2)))
            : bound;
    }

    /// <summary>The least z whose bound is exp(<paramref name="logP"/>) or less: 4.98 for 1e-6.</summary>
    public static double Critical(double logP)
    {
        var (low, high) = (0.0, Math.Sqrt(-2 * Math.Min(logP, 0)) + 1e-9);
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = LogUpper(middle) <= logP ? (low, middle) : (middle, high);
        }

        return high;
    }

    // Newton's method on a convex function. Every t gives a bound that holds; a better t gives a sharper one.
    private static double LogChernoff(ReadOnlySpan<double> weights, double sum, double t)
    {
        var best = 0.0;
        for (var i = 0; i < 40; i++)
        {
            var (value, slope, curve) = (-t * sum, -sum, 0.0);
            foreach (var weight in weights)
            {
                var y = Math.Abs(t * weight);
                var tanh = Math.Tanh(y);
                value += y + Math.Log((1 + Math.Exp(-2 * y)) / 2);
                slope += Math.Abs(weight) * tanh;
                curve += weight * weight * (1 - (tanh * tanh));
            }

            var gain = best - value;
            best = Math.Min(best, value);
            if (Math.Abs(gain) < 1e-9 * (1 - best) || curve <= 0)
            {
                break;
            }

            // The function flattens towards large t, and a whole step would overshoot. So t at most doubles.
            t = Math.Clamp(t - (slope / curve), t / 2, t * 2);
        }

        return best;
    }

    // A sign that disagrees takes twice its weight off the sum, so the disagreeing weights may add up to half of what there is to lose.
    private static double LogTail(ReadOnlySpan<int> weights, int most)
    {
        var chances = new double[most + 1];
        chances[0] = 1;
        foreach (var weight in weights)
        {
            // Downwards, so that each weight counts once.
            var w = Math.Abs(weight);
            for (var i = most; i >= w; i--)
            {
                chances[i] = (chances[i] + chances[i - w]) / 2;
            }

            for (var i = Math.Min(w - 1, most); i >= 0; i--)
            {
                chances[i] /= 2;
            }
        }

        return Math.Min(0, Math.Log((chances.Sum() * Rounding) + Lost));
    }
}
