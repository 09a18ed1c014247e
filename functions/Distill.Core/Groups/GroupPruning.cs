using Distill.Core.Events;
using Distill.Core.Framings;
using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Groups;

/// <summary>
/// Prunes a group: it removes accounts that only happen to use the same words. It judges them by how they use the framings, and by who owns them.
/// </summary>
internal sealed class GroupPruning(PopulationBaseline population, DetectionOptions options)
{
    // Fewest accounts of a known business, so that their customer is the business.
    private const int MinBusiness = 2;

    // Largest share of verbatim calls, as a multiple of the members' median. The options add an allowance.
    private const double MedianAllowance = 1.5;

    // Share of the payers that must be on tied cards. Then the payers on untied cards are dropped.
    private const double NearlyAll = 0.9;

    // One in this many holders of a value must be in the group, so that the value is the group's own.
    private const int OwnOneIn = 4;

    /// <summary>
    /// Removes accounts that use the framings only now and then. Work on a dataset is framed throughout. Other accounts only share set phrases of a
    /// language or a trade. The step repeats until nothing changes, because many such accounts hide the median of the others.
    /// </summary>
    /// <param name="members">The users, in the population's order.</param>
    /// <returns>The accounts that stay, ascending.</returns>
    public int[] WithoutPassersBy(FramingUser[] members)
    {
        double[] shares = [.. members.Select(m => (double)m.FramedCalls / population.Profiles[m.Profile].CallCount)];
        double[] sorted = [.. shares.Order()];
        var (least, from) = (0.0, 0);
        for (var before = -1; sorted.Length > 0 && from > before; )
        {
            before = from;
            least = options.MinShareOfMedian * sorted[from + ((sorted.Length - from) / 2)];
            while (sorted[from] < least)
            {
                from++;
            }
        }

        return [.. members.Where((_, i) => shares[i] >= least).Select(m => m.Profile)];
    }

    /// <summary>
    /// Removes the accounts of a known business that is one customer: they belong together openly. A customer counts as a business only if at least
    /// half of its members are a known business. If fewer than half of the members would remain, all stay.
    /// </summary>
    /// <param name="members">Accounts, ascending. The result keeps their order.</param>
    public int[] WithoutDeclared(int[] members)
    {
        using var scratch = Scratch.Rent<CustomerCounts>();
        var (all, declared) = scratch.Value.Cleared();
        foreach (var member in members.Where(IsBusiness))
        {
            declared.Add((ulong)population.Customers.Of(member))++;
        }

        // Few groups have any, so the others need not be counted.
        if (declared.Count == 0)
        {
            return members;
        }

        foreach (var member in members)
        {
            all.Add((ulong)population.Customers.Of(member))++;
        }

        int[] others = Array.FindAll(
            members,
            m =>
                !(
                    IsBusiness(m)
                    && (ulong)population.Customers.Of(m) is var customer
                    && declared[customer] is >= MinBusiness and var businesses
                    && 2 * businesses >= all[customer]
                )
        );
        return 2 * others.Length < members.Length ? members : others;
    }

    /// <summary>
    /// Removes accounts that repeat the framings word for word much more than the median. A paraphraser seldom writes a framing twice alike. An
    /// account with the same sentences from elsewhere repeats them call after call.
    /// </summary>
    /// <param name="members">Accounts, ascending. The result keeps their order.</param>
    public int[] WithoutVerbatim(int[] members)
    {
        double[] shares = [.. members.Select(m => population.Profiles[m].VerbatimShare)];
        var most = shares.Length == 0 ? 0 : options.VerbatimAllowance + (MedianAllowance * shares.Order().ElementAt(shares.Length / 2));
        return [.. members.Where((_, i) => shares[i] <= most)];
    }

    /// <summary>
    /// Returns the members that pay with the group's own cards, and those without an account record. A card is the group's own when at least two
    /// members and a quarter of its holders are on it, and it is no company's. If the group's own devices and networks tie nearly all of these
    /// accounts' cards to each other, accounts on untied cards are dropped: they are other customers with the same work.
    /// </summary>
    public IReadOnlyList<Membership> OwnPayers(IReadOnlyList<Membership> members)
    {
        var own = members
            .Where(m => m.Profile.Card is not null)
            .GroupBy(m => m.Profile.Card!.Value, m => m.Profile)
            .Where(c => IsOwn(c.Key, [.. c]))
            .Select(c => c.Key)
            .ToHashSet();
        Membership[] payers = [.. members.Where(m => m.Profile.Record is null || (m.Profile.Card is { } card && own.Contains(card)))];
        var tied = Tied(payers);
        Membership[] ofTied = [.. payers.Where(m => m.Profile.Card is not { } card || tied.Contains(card.Value))];
        return ofTied.Length >= NearlyAll * payers.Length ? ofTied : payers;
    }

    private bool IsBusiness(int account) => population.Profiles[account].Record is { Kyc: >= KnowYourCustomer.Business };

    private bool IsOwn(Trait trait, IReadOnlyCollection<AccountProfile> holders) =>
        holders.Count >= 2 && OwnOneIn * holders.Count >= TraitHolders.NextTo(population, trait, holders) && !population.IsOfCompany(trait);

    // Cards that a device or a network of the group's own ties to another card.
    private HashSet<ulong> Tied(IReadOnlyList<Membership> payers)
    {
        var cards = new DisjointSets<ulong>();
        var means = payers
            .SelectMany(m =>
                m.Profile.Traits.ToArray().Where(t => t.Kind is TraitKind.Device or TraitKind.Network).Select(t => (Trait: t, m.Profile))
            )
            .ToLookup(m => m.Trait, m => m.Profile);
        foreach (var payersOf in means.Where(m => IsOwn(m.Key, [.. m])))
        {
            var first = payersOf.Select(p => p.Card).OfType<Trait>().FirstOrDefault();
            foreach (var card in payersOf.Select(p => p.Card).OfType<Trait>())
            {
                cards.Join(first.Value, card.Value);
            }
        }

        return [.. cards.Groups().Where(g => g.Count() >= 2).SelectMany(g => g)];
    }
}
