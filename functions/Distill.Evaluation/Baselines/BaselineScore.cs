namespace Distill.Evaluation.Baselines;

/// <summary>The best result of a baseline.</summary>
/// <param name="Name">The baseline.</param>
/// <param name="Setting">The setting and the threshold.</param>
/// <param name="Campaign">The number of campaign accounts.</param>
/// <param name="Innocent">The number of innocent accounts.</param>
/// <param name="Found">The number of campaign accounts that were flagged.</param>
/// <param name="False">The number of innocent accounts that were flagged.</param>
public sealed record BaselineScore(string Name, string Setting, long Campaign, long Innocent, long Found, long False)
{
    public double F1 => F1Of(Found, Found + False, Campaign);

    public static double F1Of(long found, long flagged, long campaign) => found == 0 ? 0 : 2.0 * found / (flagged + campaign);
}
