using System.Globalization;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Core.Signals;

namespace Distill.Core.Operations;

/// <summary>What ties two parts, and what speaks against it.</summary>
/// <param name="Evidence">What was found, by kind.</param>
/// <param name="Against">What was not found, and what counts for nothing, in words.</param>
/// <param name="Weight">Sum of the capped kinds that count. 0 when they do not suffice.</param>
internal sealed record PartTies(IReadOnlyList<Evidence> Evidence, IReadOnlyList<Reason> Against, double Weight)
{
    // Fewest kinds of evidence that join two parts: as for accounts, one kind has an innocent explanation.
    private const int LeastKinds = 2;

    /// <summary>Compares two parts. They belong together as accounts do: two kinds of evidence and the sum that makes a suspect.</summary>
    /// <param name="a">One part. The sentences are about it.</param>
    /// <param name="b">The other part.</param>
    /// <param name="parts">Where both come from.</param>
    /// <param name="population">All accounts.</param>
    /// <param name="options">Thresholds and caps.</param>
    public static PartTies Of(Part a, Part b, Parts parts, PopulationBaseline population, DetectionOptions options)
    {
        Evidence?[] measured =
        [
            MeansTie.Measure(a, b, population),
            FramingTie.Measure(a, b, parts, population),
            BirthTie.Measure(a, b, population),
            StartTie.Measure(a, b),
        ];
        Evidence[] found = [.. measured.OfType<Evidence>()];

        // Each part is compared with the others, so a coincidence with one of them is as many times likelier.
        var tried = Math.Log(Math.Max(1, parts.All.Count - 1));
        double[] weights =
        [
            .. found
                .GroupBy(e => e.Kind, e => e.LogLikelihoodRatio - tried)
                .Select(k => Math.Min(options.EvidenceCap, k.Max()))
                .Where(w => w >= options.EvidenceThreshold),
        ];
        var sum = weights.Sum();
        return new PartTies(found, Missing(a, b, found), weights.Length >= LeastKinds && sum >= options.SuspectThreshold ? sum : 0);
    }

    /// <summary>The evidence as reasons, the strongest first.</summary>
    public IReadOnlyList<Reason> Reasons => [.. Evidence.OrderByDescending(e => e.LogLikelihoodRatio).Select(ClusterReport.ReasonOf)];

    private static Reason[] Missing(Part a, Part b, Evidence[] found)
    {
        var reasons = new List<Reason>();
        if (found.All(e => e.Kind != EvidenceKind.Infrastructure))
        {
            reasons.Add(
                new Reason(
                    "no_common_means",
                    a.Means.Length == 0 || b.Means.Length == 0
                        ? "Its accounts or the others share no cards and devices, so none could tie them."
                        : "Too few cards and devices of its accounts are also the others'.",
                    0
                )
            );
        }

        if (found.All(e => e.Kind != EvidenceKind.Framings))
        {
            reasons.Add(new Reason("no_common_templates", "It and the others have no two prompt framings of their own in common.", 0));
        }

        if (a.Common.Intersect(b.Common).Count() is > 0 and var common)
        {
            reasons.Add(
                new Reason(
                    "public_templates",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Unrelated customers use {common} of the common framings too; these count for nothing."
                    ),
                    0
                )
            );
        }

        if (found.All(e => e.Kind != EvidenceKind.Births))
        {
            reasons.Add(new Reason("other_births", "Its customers and the others were not opened in the same days.", 0));
        }

        return [.. reasons];
    }
}
