namespace Distill.Statistics;

/// <summary>
/// Upper tail of a sum of independent quantities of a few outcomes each, as a bound that always holds. Made for log-likelihood ratios: values in
/// nats.
/// </summary>
public static class IndependentSum
{
    // The grid costs its size times all outcomes: beyond these Chernoff's bound is sharp enough, or the chance too small to hold.
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
    /// ln of a bound of P(sum &gt;= <paramref name="observed"/>): Chernoff's, and where it is worth its time the sum's distribution on a grid.
    /// </summary>
    public static double LogUpper(IReadOnlyList<Outcome[]> terms, double observed)
    {
        var chernoff = LogChernoff(terms, observed);
        return chernoff is < WorthALook and > TooSmall && terms.Count <= MostTerms ? Math.Min(chernoff, LogOnGrid(terms, observed)) : chernoff;
    }

    /// <summary>
    /// min over t of exp(-t observed) prod E exp(t X): the derivative of its logarithm grows with t, so halving finds it; any t gives a bound that
    /// holds.
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
                // From the largest down, so that nothing overflows.
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
    /// How far each term stays below its largest value is added up in steps, rounded down: what is counted as reaching <paramref name="observed"/> is
    /// then never less than what does.
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
