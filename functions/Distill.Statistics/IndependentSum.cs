namespace Distill.Statistics;

/// <summary>
/// Upper tail of a sum of independent quantities that have a few outcomes each. The result is a bound that always holds. It is made for
/// log-likelihood ratios, so values are in nats.
/// </summary>
public static class IndependentSum
{
    // The grid costs Bins times all outcomes. Use it only where it pays: with at most MostTerms terms, and where Chernoff's bound (a natural
    // logarithm) lies between TooSmall, which a double cannot hold, and WorthALook.
    private const int Bins = 1 << 14;
    private const int MostTerms = 500;
    private const double WorthALook = -4;
    private const double TooSmall = -500;

    /// <summary>Mean and variance.</summary>
    public static (double Mean, double Variance) Moments(IReadOnlyList<Outcome[]> terms)
    {
        var (mean, variance) = (0.0, 0.0);
        foreach (var term in terms)
        {
            var own = term.Sum(o => o.P * o.Value);
            mean += own;
            variance += term.Sum(o => o.P * (o.Value - own) * (o.Value - own));
        }

        return (mean, variance);
    }

    /// <summary>
    /// ln of a bound of P(sum &gt;= <paramref name="observed"/>). It is Chernoff's bound, or the sum's distribution on a grid where that pays.
    /// </summary>
    public static double LogUpper(IReadOnlyList<Outcome[]> terms, double observed)
    {
        var chernoff = LogChernoff(terms, observed);
        return chernoff is < WorthALook and > TooSmall && terms.Count <= MostTerms ? Math.Min(chernoff, LogOnGrid(terms, observed)) : chernoff;
    }

    /// <summary>
    /// min over t of exp(-t observed) prod E exp(t X) (Chernoff, Annals of Mathematical Statistics 23, 1952, doi:10.1214/aoms/1177729330). The
    /// derivative of its logarithm grows with t, so bisection finds the minimum. Every t gives a bound that holds.
    /// </summary>
    private static double LogChernoff(IReadOnlyList<Outcome[]> terms, double observed)
    {
        if (terms.Count == 0 || Moments(terms).Mean >= observed)
        {
            return 0;
        }

        var (best, low, high) = (0.0, -10.0, 6.0);
        for (var i = 0; i < 30; i++)
        {
            var middle = (low + high) / 2;
            var t = Math.Pow(2, middle);
            var (value, slope) = (-t * observed, -observed);
            foreach (var term in terms)
            {
                // Relative to the largest value, so that nothing overflows.
                var largest = term.Max(o => o.Value);
                var (mass, moment) = (0.0, 0.0);
                foreach (var outcome in term)
                {
                    var tilted = outcome.P * Math.Exp(t * (outcome.Value - largest));
                    mass += tilted;
                    moment += tilted * outcome.Value;
                }

                value += (t * largest) + Math.Log(mass);
                slope += moment / mass;
            }

            best = Math.Min(best, value);
            (low, high) = slope < 0 ? (middle, high) : (low, middle);
        }

        return best;
    }

    /// <summary>
    /// Adds up, in steps of the grid, how far each term stays below its largest value. Steps are rounded down, so the result is never below the
    /// chance of reaching <paramref name="observed"/>.
    /// </summary>
    private static double LogOnGrid(IReadOnlyList<Outcome[]> terms, double observed)
    {
        var room = Math.Max(0, terms.Sum(t => t.Max(o => o.Value)) - observed) + 1e-9;
        var step = room / (Bins - 1);
        var (now, next) = (new double[Bins], new double[Bins]);
        now[0] = 1;
        foreach (var term in terms)
        {
            Array.Clear(next);
            var largest = term.Max(o => o.Value);
            foreach (var (p, value) in term)
            {
                var below = (largest - value) / step;
                for (var (i, to) = (0, below < Bins ? (int)below : Bins); to < Bins; i++, to++)
                {
                    next[to] += p * now[i];
                }
            }

            (now, next) = (next, now);
        }

        return Math.Log(Math.Min(1, now.Sum()));
    }
}
