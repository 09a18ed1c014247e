using System.Globalization;
using Distill.Core.Profiles;
using Distill.Core.Signals;
using Distill.Statistics;

namespace Distill.Core.Operations;

/// <summary>Finds cards and devices that accounts of both parts have: one hand pays for both, or opened both.</summary>
/// <remarks>
/// Chance: of N accounts, b are in the other part. A value that d accounts outside the first part have is also in the other part with probability
/// 1 - (1 - b/N)^d. The test is the Poisson tail of the sum of these. Both directions are computed, and the less surprising one counts. Values that
/// many have, or that an open company owns, tie nobody (<see cref="Means.CanTie(PopulationBaseline, Trait)"/>). Networks tie nobody either: proxy
/// vendors rent them to anybody.
/// </remarks>
internal static class MeansTie
{
    // Fewest values in common. One may belong to a customer who is in one of the clusters by mistake.
    private const int MinValues = 2;

    // One in this many accounts of the smaller part must have such a value.
    private const int TiedOneIn = 4;

    /// <summary>Null when the parts share fewer than two values, when few of the accounts have them, or when chance explains them.</summary>
    public static Evidence? Measure(Part a, Part b, PopulationBaseline population)
    {
        var (shared, ofA, ofB) = (0, 0, 0);
        for (int i = 0, j = 0; i < a.Means.Length && j < b.Means.Length; )
        {
            var order = a.Means[i].Trait.CompareTo(b.Means[j].Trait);
            if (order == 0)
            {
                (shared, ofA, ofB) = (shared + 1, ofA + a.Means[i].Accounts, ofB + b.Means[j].Accounts);
            }

            (i, j) = (order <= 0 ? i + 1 : i, order >= 0 ? j + 1 : j);
        }

        var tied = a.Accounts.Length <= b.Accounts.Length ? ofA : ofB;
        if (shared < MinValues || TiedOneIn * tied < Math.Min(a.Accounts.Length, b.Accounts.Length))
        {
            return null;
        }

        var weight = -Math.Max(Tails.LogPoissonUpper(shared, Expected(a, b, population)), Tails.LogPoissonUpper(shared, Expected(b, a, population)));
        return weight < Rarity.LeastWeight
            ? null
            : new Evidence(
                EvidenceKind.Infrastructure,
                "operation_means",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{ofA} of its {a.Accounts.Length} accounts have the same {shared} cards or devices as {ofB} of the {b.Accounts.Length} "
                        + $"others; by chance {Rarity.OneIn(weight)}."
                ),
                weight
            );
    }

    private static double Expected(Part part, Part other, PopulationBaseline population)
    {
        var (expected, share) = (0.0, (double)other.Accounts.Length / population.Count);
        foreach (var (trait, accounts) in part.Means)
        {
            expected += 1 - Math.Pow(1 - share, Math.Max(0, population.CountOf(trait) - accounts));
        }

        return expected;
    }
}
