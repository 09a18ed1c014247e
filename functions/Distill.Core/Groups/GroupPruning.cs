using Distill.Core.Events;
using Distill.Core.Framings;
using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Groups;

/// <summary>Takes out of a group the neighbours that happen to say the same: by what they do with the framings, and by whose they are.</summary>
internal sealed class GroupPruning(PopulationBaseline population, DetectionOptions options)
{
    // Accounts of a known business that declare a card.
    private const int MinBusiness = 2;

    // Times the members' median that a share of verbatim calls may reach, beside the allowance of the options.
    private const double MedianAllowance = 1.5;

    private const double NearlyAll = 0.9;

    // One in so many holders of a value makes it the group's.
    private const int OwnOneIn = 4;

    /// <summary>
    /// Work on a dataset is framed throughout; who says the same now and then, in a tongue or a trade with set phrases, is passing by. Looked at
    /// again until nobody is: many who pass by hide the median of those who don't.
    /// </summary>
    /// <param name="members">In the population's order.</param>
    /// <returns>The accounts that stay, in order.</returns>
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
    /// The accounts of a known business on one card are its own, in the open: they are a group by themselves, or none. A card most of whose members
    /// are no known business is no business's.
    /// </summary>
    /// <param name="members">Accounts, in order, as they stay.</param>
    public int[] WithoutDeclared(int[] members)
    {
        var (all, declared) = (new KeyCounts(), new KeyCounts());
        foreach (var member in members)
        {
            if (population.CardOf(member) is >= 0 and var card)
            {
                all.Add((ulong)card)++;
                declared.Add((ulong)card) += IsBusiness(member) ? 1 : 0;
            }
        }

        int[] others = Array.FindAll(
            members,
            m =>
                !(
                    population.CardOf(m) is >= 0 and var card
                    && IsBusiness(m)
                    && declared[(ulong)card] is >= MinBusiness and var businesses
                    && 2 * businesses >= all[(ulong)card]
                )
        );
        return 2 * others.Length < members.Length ? members : others;
    }

    /// <summary>
    /// Who paraphrases seldom writes a framing twice alike; who has the same sentences from elsewhere writes them out, call after call.
    /// </summary>
    /// <param name="members">Accounts, in order, as they stay.</param>
    public int[] WithoutVerbatim(int[] members)
    {
        double[] shares = [.. members.Select(m => population.Profiles[m].VerbatimShare)];
        var most = shares.Length == 0 ? 0 : options.VerbatimAllowance + (MedianAllowance * shares.Order().ElementAt(shares.Length / 2));
        return [.. members.Where((_, i) => shares[i] <= most)];
    }

    /// <summary>
    /// Those who pay with the group's own cards (two members or more, a quarter of all who pay with them, no company's), or of whom the account
    /// system says nothing. Where nearly all of them hang together by devices and networks of the group's own, a card that hangs together with no
    /// other is a card's that works on the same.
    /// </summary>
    public IReadOnlyList<Membership> OwnPayers(IReadOnlyList<Membership> members)
    {
        var own = members.Select(m => m.Profile.Card).OfType<Trait>().CountBy(t => t).Where(IsOwn).Select(t => t.Key).ToHashSet();
        Membership[] payers = [.. members.Where(m => m.Profile.Record is null || (m.Profile.Card is { } card && own.Contains(card)))];
        var tied = Tied(payers);
        Membership[] ofTied = [.. payers.Where(m => m.Profile.Card is not { } card || tied.Contains(card.Value))];
        return ofTied.Length >= NearlyAll * payers.Length ? ofTied : payers;
    }

    private bool IsBusiness(int account) => population.Profiles[account].Record is { Kyc: >= KnowYourCustomer.Business };

    private bool IsOwn(KeyValuePair<Trait, int> trait) =>
        trait.Value >= 2 && OwnOneIn * trait.Value >= population.CountOf(trait.Key) && !population.IsOfCompany(trait.Key);

    // Cards that a device or a network ties to another.
    private HashSet<ulong> Tied(IReadOnlyList<Membership> payers)
    {
        var cards = new DisjointSets<ulong>();
        var means = payers
            .SelectMany(m =>
                m.Profile.Traits.ToArray().Where(t => t.Kind is TraitKind.Device or TraitKind.Network).Select(t => (Trait: t, Card: m.Profile.Card))
            )
            .ToLookup(m => m.Trait, m => m.Card);
        foreach (var payersOf in means.Where(m => IsOwn(new(m.Key, m.Count()))))
        {
            var first = payersOf.OfType<Trait>().FirstOrDefault();
            foreach (var card in payersOf.OfType<Trait>())
            {
                cards.Join(first.Value, card.Value);
            }
        }

        return [.. cards.Groups().Where(g => g.Count() >= 2).SelectMany(g => g)];
    }
}
