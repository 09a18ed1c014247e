using Distill.Core.Events;
using Distill.Core.Signals;

namespace Distill.Core.Correlation;

/// <summary>Takes out of a group the neighbours that happen to say the same: by what they do with the framings, and by whose they are.</summary>
internal sealed class GroupPruning(PopulationBaseline population, DetectionOptions options)
{
    private const int MinBusiness = 2;
    private const double MedianAllowance = 1.5, NearlyAll = 0.9;

    /// <summary>
    /// Work on a dataset is framed throughout; who says the same now and then, in a tongue or a trade with set phrases, is passing by. Looked at again until nobody is: many who pass by hide
    /// the median of those who don't.
    /// </summary>
    public HashSet<int> WithoutPassersBy(IReadOnlyList<TemplateUser> users, HashSet<int> members)
    {
        var shares = users.Where(u => members.Contains(u.Profile)).ToDictionary(u => u.Profile, u => (double)u.FramedCalls / population.Profiles[u.Profile].CallCount);
        for (var before = shares.Count + 1; shares.Count > 0 && shares.Count < before;)
        {
            before = shares.Count;
            var least = options.MinShareOfMedian * shares.Values.Order().ElementAt(shares.Count / 2);
            shares = shares.Where(s => s.Value >= least).ToDictionary();
        }

        return [.. shares.Keys];
    }

    /// <summary>The accounts of a known business on one card are its own, in the open: they are a group by themselves, or none. A card most of whose members are no known business is no business's.</summary>
    public HashSet<int> WithoutDeclared(HashSet<int> members)
    {
        var declared = members
            .Where(m => population.Profiles[m].Household is not null)
            .GroupBy(m => population.Profiles[m].Household)
            .Select(card => (All: card.Count(), Declared: card.Where(m => population.Profiles[m].Record is { Kyc: >= KnowYourCustomer.Business }).ToArray()))
            .Where(card => card.Declared.Length >= MinBusiness && 2 * card.Declared.Length >= card.All)
            .SelectMany(card => card.Declared)
            .ToHashSet();
        return 2 * declared.Count > members.Count ? members : [.. members.Except(declared)];
    }

    /// <summary>Who paraphrases seldom writes a framing twice alike; who has the same sentences from elsewhere writes them out, call after call.</summary>
    public HashSet<int> WithoutVerbatim(HashSet<int> members)
    {
        var shares = members.ToDictionary(m => m, m => population.Profiles[m].VerbatimShare);
        var most = shares.Count == 0 ? 0 : options.VerbatimAllowance + (MedianAllowance * shares.Values.Order().ElementAt(shares.Count / 2));
        return [.. shares.Where(s => s.Value <= most).Select(s => s.Key)];
    }

    /// <summary>
    /// Those who pay with the group's own cards (two members or more, a quarter of all who pay with them, no company's), or of whom the account system says nothing. Where nearly
    /// all of them hang together by devices and networks of the group's own, a card that hangs together with no other is a household's that works on the same.
    /// </summary>
    public IReadOnlyList<Membership> OwnPayers(IReadOnlyList<Membership> members)
    {
        var own = members.Select(m => m.Profile.Household).OfType<Trait>().CountBy(t => t).Where(IsOwn).Select(t => t.Key).ToHashSet();
        Membership[] payers = [.. members.Where(m => m.Profile.Record is null || (m.Profile.Household is { } card && own.Contains(card)))];
        var tied = Tied(payers);
        Membership[] ofTied = [.. payers.Where(m => m.Profile.Household is not { } card || tied.Contains(card.Value))];
        return ofTied.Length >= NearlyAll * payers.Length ? ofTied : payers;
    }

    private bool IsOwn(KeyValuePair<Trait, int> trait) => trait.Value >= 2 && 4 * trait.Value >= population.CountOf(trait.Key) && !population.IsOfCompany(trait.Key);

    // Cards that a device or a network ties to another.
    private HashSet<ulong> Tied(IReadOnlyList<Membership> payers)
    {
        var cards = new DisjointSets<ulong>();
        var means = payers.SelectMany(m => m.Profile.Traits.Where(t => t.Kind is TraitKind.Device or TraitKind.Network).Select(t => (Trait: t, Card: m.Profile.Household))).ToLookup(m => m.Trait, m => m.Card);
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
