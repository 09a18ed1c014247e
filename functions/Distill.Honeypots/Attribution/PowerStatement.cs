using Distill.Statistics;

namespace Distill.Honeypots.Attribution;

/// <summary>What a sample could have shown if the suspect had learned from our text. A report that found nothing needs it.</summary>
/// <param name="Share">The share of keyed text in the training data that the statement assumes.</param>
/// <param name="Power">The chance that the test would have found a student of that share.</param>
/// <param name="Smallest">The smallest share that the test would have found with a chance of 80 %; above 1 if there is none.</param>
/// <param name="CriticalZ">The agreement that the test required after all corrections, in standard deviations.</param>
public readonly record struct PowerStatement(double Share, double Power, double Smallest, double CriticalZ)
{
    // 80 % of the normal distribution is below this many standard deviations.
    private const double EightyPercent = 0.8416;

    /// <summary>
    /// Computes the power for a student that learns what it is shown: p = b + share x set x (target - b). Here set is the chance that marked text
    /// shows the sign's form: the marking's rate, or 1 if the request drew the cell. To first order, each sighting takes the sign's form with the
    /// chance share x set, which moves a cell's weight towards its sign. The expected z is the sum of these moves divided by the root of the sum of
    /// squared weights. Chance spreads z by 1.
    /// </summary>
    /// <param name="evidence">The sample's cells.</param>
    /// <param name="options">They give the share, and how much habits vary.</param>
    /// <param name="logAlpha">ln of the p that one test had to reach.</param>
    public static PowerStatement Of(IReadOnlyList<CellEvidence> evidence, AttributionOptions options, double logAlpha)
    {
        var critical = RandomSigns.Critical(logAlpha);
        var (move, squares) = (0.0, 0.0);
        foreach (var cell in evidence)
        {
            move += cell.Set * cell.Slope(options.Tau);
            squares += cell.Weight * cell.Weight;
        }

        var perShare = squares > 0 ? move / Math.Sqrt(squares) : 0;
        return new PowerStatement(
            options.PowerShare,
            Math.Exp(Tails.LogNormalUpper(critical - (options.PowerShare * perShare))),
            perShare > 0 ? (critical + EightyPercent) / perShare : double.PositiveInfinity,
            critical
        );
    }
}
