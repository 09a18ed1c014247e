using System.Globalization;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Options;

namespace Distill.Core.Decisions;

/// <summary>
/// Tells when a dismissed cluster comes back before the dismissal ends: when there is materially more evidence than at the dismissal.
/// </summary>
/// <remarks>
/// Any one of these is materially more: a kind of evidence that counts now and weighed less than half of its threshold then; the total weight, or
/// the number of members, grown by a factor. A kind weighs as much as its strongest signal, up to the cap that it has in a verdict. The same
/// finding on ever more traffic is not more, and neither is the same finding in the next run.
/// </remarks>
internal static class Dismissal
{
    /// <summary>Says in words what grew. Null when the evidence is the same.</summary>
    /// <param name="then">The cluster when it was dismissed.</param>
    /// <param name="now">The cluster as it is now.</param>
    /// <param name="options">The weights at which kinds of evidence count, and their cap.</param>
    /// <param name="growth">Factor by which the total weight or the number of members must have grown.</param>
    public static string? Outgrown(Cluster then, Cluster now, DetectionOptions options, double growth)
    {
        // What others report never brings a cluster back.
        then = then with
        {
            Evidence = OfOurOwn(then),
        };
        now = now with { Evidence = OfOurOwn(now) };
        foreach (var (kind, reasons) in now.Evidence.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            var weight = Weight(reasons, options);
            if (weight >= options.EvidenceThreshold && Weight(then.Evidence.GetValueOrDefault(kind) ?? [], options) < options.EvidenceThreshold / 2)
            {
                return string.Create(CultureInfo.InvariantCulture, $"There is evidence of another family, {kind}, of weight {weight:0.0}.");
            }
        }

        var (before, after) = (then.Evidence.Values.Sum(r => Weight(r, options)), now.Evidence.Values.Sum(r => Weight(r, options)));
        return after > before && after >= growth * before
                ? string.Create(CultureInfo.InvariantCulture, $"The evidence weighs {after:0.0}; it was {before:0.0}.")
            : now.Accounts.Count >= growth * then.Accounts.Count
                ? string.Create(CultureInfo.InvariantCulture, $"There are {now.Accounts.Count} accounts; there were {then.Accounts.Count}.")
            : null;
    }

    private static Dictionary<string, IReadOnlyList<Reason>> OfOurOwn(Cluster cluster) =>
        cluster.Evidence.Where(e => e.Key != ClusterReport.Elsewhere).ToDictionary(StringComparer.Ordinal);

    private static double Weight(IReadOnlyList<Reason> reasons, DetectionOptions options) =>
        reasons.Count == 0 ? 0 : Math.Min(options.EvidenceCap, reasons.Max(r => r.Weight));
}
