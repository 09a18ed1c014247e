using System.Globalization;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>
/// Finds groups of customers that each pay for several accounts with one card, and that are tied to each other by devices and networks of their own.
/// </summary>
/// <remarks>
/// A card shows only that its accounts are one customer; unrelated teams have a card each. Values that such customers have in common, and hardly
/// anybody else, tie them. If each holder of a value were among the group's n of N customers with chance n/N, the number of values with at least two
/// holders, and half of all, in the group would be about Poisson. The mean is the sum of the binomial tails over all values of the population.
/// </remarks>
internal static class TiedCards
{
    // Fewest values that tie customers. Two may be open places, such as the offices that teams share.
    private const int MinValues = 3;

    // Chance that two accounts of one customer come in by different clouds or resellers, on average over customers, from which networks may tie few
    // of the accounts. A team has one contract; an operator buys wherever the model is sold.
    private const double Spread = 0.5;

    // Fewest customers with enough accounts to tell.
    private const int MinSpread = 3;

    private static readonly TraitKind[] s_kinds = [TraitKind.Device, TraitKind.Network];

    /// <summary>
    /// Null when fewer than three values tie the customers, or when they tie less than half of them. Null when they reach less than half of the
    /// accounts and each customer comes in by one way. Null when such customers have less than half of the members, or when chance gives as many
    /// ties more often than once in 100.
    /// </summary>
    public static Evidence? Measure(AccountGroup group)
    {
        var cards = group.Members.Select(m => m.Card).OfType<Trait>().CountBy(c => c).Where(c => c.Value >= 2).Select(c => c.Key).ToHashSet();
        var paying = group.Members.Zip(group.Customers).Where(m => m.First.Card is { } card && cards.Contains(card)).ToArray();
        var size = paying.DistinctBy(m => m.Second).Count();
        if (size < 2 || 2 * paying.Length < group.Members.Count)
        {
            return null;
        }

        var population = group.Population;
        var ties = paying
            .SelectMany(m => m.First.Traits.ToArray().Where(t => s_kinds.Contains(t.Kind)).Select(t => (Trait: t, Customer: m.Second)))
            .Distinct()
            .GroupBy(t => t.Trait, t => t.Customer)
            .Where(t => t.Count() >= LeastHolders(HoldersOf(t)))
            .ToArray();
        var tied = ties.SelectMany(t => t).ToHashSet();
        var values = ties.Select(t => t.Key).ToHashSet();
        var reached = paying.Count(m => m.First.Traits.ToArray().Any(values.Contains));
        if (ties.Length < MinValues || 2 * tied.Count < size || (2 * reached < paying.Length && !IsSpread(paying)))
        {
            return null;
        }

        var share = (double)size / population.Customers.CountWith(group.DistinctCustomers);
        var expected = s_kinds.Sum(kind =>
            population.Customers.SharedBy(kind).Sum(v => v.Value * Math.Exp(Tails.LogBinomialUpper(LeastHolders(v.Key), v.Key, share)))
        );
        var weight = -Tails.LogPoissonUpper(ties.Length, expected);
        return weight < Rarity.LeastWeight
            ? null
            : new Evidence(
                EvidenceKind.Infrastructure,
                "shared_payment_card",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{tied.Count} of {size} customers that pay for several accounts with one card ({paying.Length} of {group.Members.Count} "
                        + $"accounts) are tied by {ties.Length} devices or networks that few others have; by chance {Rarity.OneIn(weight)}."
                ),
                weight
            );

        int HoldersOf(IGrouping<Trait, int> holders) =>
            population.Customers.HoldersOf(population.NumberOf(holders.Key), holders.Count(c => !population.Customers.IsEstablished(c)));
    }

    // True when customers' own accounts come in by several ways.
    private static bool IsSpread(IEnumerable<(AccountProfile Account, int Customer)> paying)
    {
        double[] spread = [.. paying.GroupBy(m => m.Customer, m => m.Account).Select(c => CloudSpread.Simpson([.. c])).OfType<double>()];
        return spread.Length >= MinSpread && spread.Average() >= Spread;
    }

    // Fewest customers of the group, of all that have a value, so that the value is the group's own.
    private static int LeastHolders(int holders) => Math.Max(2, (holders + 1) / 2);
}
