namespace Distill.Statistics;

/// <summary>Wald's sequential probability ratio test of a rate: is it p1 rather than p0? It ends as soon as the answer is clear enough.</summary>
/// <remarks>
/// A. Wald, Sequential tests of statistical hypotheses, Annals of Mathematical Statistics 16, 1945, doi:10.1214/aoms/1177731118. The chance of a
/// wrong yes is at most alpha / (1 - beta), of a wrong no at most beta / (1 - alpha).
/// </remarks>
public sealed class SequentialTest
{
    private readonly double _hit;
    private readonly double _miss;
    private readonly double _yes;
    private readonly double _no;

    /// <param name="p0">The rate of innocent accounts, between 0 and 1.</param>
    /// <param name="p1">The rate that the test looks for, above <paramref name="p0"/>.</param>
    /// <param name="alpha">Chance of a wrong yes.</param>
    /// <param name="beta">Chance of a wrong no.</param>
    public SequentialTest(double p0, double p1, double alpha, double beta)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(p0, p1);
        _hit = Math.Log(p1 / p0);
        _miss = Math.Log((1 - p1) / (1 - p0));
        _yes = Math.Log((1 - beta) / alpha);
        _no = Math.Log(beta / (1 - alpha));
    }

    /// <summary>
    /// Adds one trial. <paramref name="sum"/> is the log-likelihood ratio so far, in nats; begin with 0. The result is true or false at the end, and
    /// null while neither is clear.
    /// </summary>
    public bool? Step(ref double sum, bool hit)
    {
        sum += hit ? _hit : _miss;
        return sum >= _yes ? true
            : sum <= _no ? false
            : null;
    }
}
