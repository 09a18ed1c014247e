using Distill.Statistics;

namespace Distill.Honeypots.Attribution;

/// <summary>What a sample could have shown, had there been anything: the other half of every "nothing was found".</summary>
/// <param name="Share">Share of keyed text in the training data that is asked about.</param>
/// <param name="Power">Chance that a student of that share would have been found.</param>
/// <param name="Smallest">The share that would have been found with 80 %; above 1 where no share would.</param>
/// <param name="CriticalZ">Agreement that was needed, after all corrections.</param>
public readonly record struct PowerStatement(double Share, double Power, double Smallest, double CriticalZ)
{
    // Where the normal distribution has 80 % of its mass below.
    private const double EightyPercent = 0.8416;

    /// <summary>
    /// For a student that takes up what it is shown, p = b + share x set x (target - b), where set is the chance that marked text shows it the sign's
    /// form: the marking's rate, or 1 where the request drew the cell. To first order each sighting becomes the sign's form with probability share x
    /// set, which moves a cell's weight towards its sign; the sum of these moves over the root of the sum of squared weights is the z to be expected,
    /// and chance spreads it by 1.
    /// </summary>
    /// <param name="evidence">The sample's.</param>
    /// <param name="options">Share and the habits' spread.</param>
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
