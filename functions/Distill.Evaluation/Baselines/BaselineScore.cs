namespace Distill.Evaluation.Baselines;

/// <summary>The best result of a baseline.</summary>
/// <param name="Name">The baseline.</param>
/// <param name="Setting">Setting and threshold.</param>
/// <param name="Campaign">Campaign accounts.</param>
/// <param name="Innocent">Innocent accounts.</param>
/// <param name="Found">Campaign accounts flagged.</param>
/// <param name="False">Innocent accounts flagged.</param>
public sealed record BaselineScore(string Name, string Setting, long Campaign, long Innocent, long Found, long False)
{
    public double F1 => F1Of(Found, Found + False, Campaign);

    public static double F1Of(long found, long flagged, long campaign) => found == 0 ? 0 : 2.0 * found / (flagged + campaign);
}
