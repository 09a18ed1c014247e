using System.Globalization;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Options;

namespace Distill.Core.Decisions;

/// <summary>
/// When a dismissed cluster comes back before the dismissal ends: on materially more evidence than there was when it was dismissed.
/// </summary>
/// <remarks>
/// More is any one of: a family that counts now and weighed less than half of that then; the whole weight, or the members, grown by a factor. A
/// family weighs what its strongest signal does, up to the cap that it has in a verdict: the same finding on ever more traffic, or seen again by the
/// next run over much the same hours, is none of these.
/// </remarks>
internal static class Dismissal
{
    /// <summary>What there is more of, in words; null when it is the same evidence.</summary>
    public static string? Outgrown(Cluster then, Cluster now, DetectionOptions options, double growth)
    {
        foreach (var (family, reasons) in now.Evidence.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            var weight = Weight(reasons, options);
            if (weight >= options.EvidenceThreshold && Weight(then.Evidence.GetValueOrDefault(family) ?? [], options) < options.EvidenceThreshold / 2)
            {
                return string.Create(CultureInfo.InvariantCulture, $"There is evidence of another family, {family}, of weight {weight:0.0}.");
            }
        }

        var (before, after) = (then.Evidence.Values.Sum(r => Weight(r, options)), now.Evidence.Values.Sum(r => Weight(r, options)));
        return after > before && after >= growth * before
                ? string.Create(CultureInfo.InvariantCulture, $"The evidence weighs {after:0.0}; it was {before:0.0}.")
            : now.Accounts.Count >= growth * then.Accounts.Count
                ? string.Create(CultureInfo.InvariantCulture, $"There are {now.Accounts.Count} accounts; there were {then.Accounts.Count}.")
            : null;
    }

    private static double Weight(IReadOnlyList<Reason> reasons, DetectionOptions options) =>
        reasons.Count == 0 ? 0 : Math.Min(options.EvidenceCap, reasons.Max(r => r.Weight));
}
