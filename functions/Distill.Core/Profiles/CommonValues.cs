using Distill.Core.Options;
using Distill.Statistics;

namespace Distill.Core.Profiles;

/// <summary>
/// Finds cards and devices that identify nobody: values of too many accounts that share nothing else, such as a sender's own word for "not known".
/// These accounts then count as having no such card or device.
/// </summary>
/// <remarks>
/// The accounts of an open owner share more than a card: also a mail domain or a network of their own. An operator has many cards, each for some of
/// its accounts. If one or two values belong to dozens of accounts with no other tie, the sender writes them where it knows nothing. Accounts of
/// fewer than five calls do not count, and where values come in numbers only established customers do: an operator could open a crowd to make its
/// cards and devices look like placeholders. The time is linear in the number of accounts: a sketch tells which values are worth counting.
/// </remarks>
internal static class CommonValues
{
    // Most untied values of similar size, at least half as common, that still make each of them a placeholder. Two: as many as may pass for one
    // open owner, see CommonOwner.
    private const int Few = 2;

    // Share of a value's holders that must share a second value. Then the value is an owner's, not a placeholder.
    private const double Tied = 0.5;

    // Share of all accounts that one owner may have. A value of more than half of the population ties nobody, even if most of them also share a
    // mail provider.
    private const double MostOfOwner = 0.5;

    private static readonly TraitKind[] s_ties = [TraitKind.Payment, TraitKind.Device, TraitKind.EmailDomain, TraitKind.Network];

    /// <summary>Returns the values, ordered by kind, then value.</summary>
    /// <param name="profiles">All active accounts.</param>
    /// <param name="options">The limits on how many accounts may share a value.</param>
    public static IReadOnlyList<CommonValue> Find(IReadOnlyList<AccountProfile> profiles, DetectionOptions options)
    {
        var seen = Seen(profiles);
        var habits = EstablishedAccounts.WithHabits(profiles);
        var holders = Holders(profiles, seen, i => habits[i], options.MinCommonAccounts);
        var ties = holders.ToDictionary(h => h.Key, h => Ties(h.Key.Kind, h.Value, profiles));
        var counts = Counts(ties.Values.SelectMany(t => t).Select(t => t.Trait).ToHashSet(), profiles);

        // A sender that knows nothing writes the same placeholder into several fields. So a card or device that needs a tie of its own can't tie
        // another one.
        bool IsTied(Trait value, Func<Trait, bool> isAnchor) =>
            holders[value].Count <= MostOfOwner * profiles.Count
            && ties[value].Any(t => isAnchor(t.Trait) && t.Accounts >= Tied * holders[value].Count && counts[t.Trait] <= t.Accounts / Tied);
        var anchored = holders.Keys.Where(v => IsTied(v, t => !Means.IsMeans(t))).ToHashSet();
        CommonValue[] untied =
        [
            .. holders
                .Where(h => !IsTied(h.Key, t => !holders.ContainsKey(t) || anchored.Contains(t)))
                .Select(h => new CommonValue(h.Key.Kind, h.Key.Value, h.Value.Count)),
        ];
        var sizes = untied.GroupBy(v => v.Kind).ToDictionary(k => k.Key, k => k.Select(v => v.Accounts).Order().ToArray());
        var tooMany = Math.Max(options.MaxIdentityAccounts, options.MaxIdentityShare * profiles.Count);
        var established = EstablishedAccounts.Find(
            profiles,
            i => profiles[i].Card is { } card && !seen.WasSeen(KeyOf(card), EstablishedAccounts.MostOnCard + 1)
        );
        return
        [
            .. untied
                .Where(v => AtLeast(sizes[v.Kind], (v.Accounts + 1) / 2) <= Few || Standing(new Trait(v.Kind, v.Value)) > tooMany)
                .OrderBy(v => v.Kind)
                .ThenBy(v => v.Value),
        ];

        // Established accounts of a card, and customers of a device. A card that may be a placeholder itself makes no customer.
        int Standing(Trait value) =>
            holders[value]
                .Where(i => established[i])
                .Select(i => value.Kind == TraitKind.Device && profiles[i].Card is { } card && !holders.ContainsKey(card) ? (card.Value, -1) : (0, i))
                .Distinct()
                .Count();
    }

    /// <summary>Returns the profiles without these values, in the same order.</summary>
    public static AccountProfile[] Without(AccountProfile[] profiles, IReadOnlyList<CommonValue> values)
    {
        if (values.Count == 0)
        {
            return profiles;
        }

        var traits = values.Select(v => new Trait(v.Kind, v.Value)).ToHashSet();
        return Array.ConvertAll(profiles, p => p.Without(traits));
    }

    // How many of the ascending numbers are at least this large.
    private static int AtLeast(int[] sizes, int least) => sizes.Length - Sorted.LowerBound(sizes, least);

    // About how many accounts have each card and device.
    private static CountSketch Seen(IReadOnlyList<AccountProfile> profiles)
    {
        var seen = CountSketch.For(2L * profiles.Count);
        foreach (var profile in profiles)
        {
            foreach (ref readonly var trait in profile.Traits)
            {
                if (Means.IsMeans(trait))
                {
                    seen.See(KeyOf(trait));
                }
            }
        }

        return seen;
    }

    // The accounts, by index, of each card and device that at least this many of the accounts that count have.
    private static SortedDictionary<Trait, List<int>> Holders(
        IReadOnlyList<AccountProfile> profiles,
        CountSketch seen,
        Func<int, bool> counts,
        int least
    )
    {
        var holders = new SortedDictionary<Trait, List<int>>(Comparer<Trait>.Create(static (a, b) => (a.Kind, a.Value).CompareTo((b.Kind, b.Value))));
        for (var i = 0; i < profiles.Count; i++)
        {
            foreach (ref readonly var trait in profiles[i].Traits)
            {
                if (Means.IsMeans(trait) && counts(i) && seen.WasSeen(KeyOf(trait), Math.Min(least, CountSketch.Most)))
                {
                    if (!holders.TryGetValue(trait, out var accounts))
                    {
                        holders.Add(trait, accounts = []);
                    }

                    accounts.Add(i);
                }
            }
        }

        foreach (var few in holders.Where(h => h.Value.Count < least).Select(h => h.Key).ToArray())
        {
            holders.Remove(few);
        }

        return holders;
    }

    // For each other kind, the value that most of the accounts have.
    private static (Trait Trait, int Accounts)[] Ties(TraitKind kind, List<int> accounts, IReadOnlyList<AccountProfile> profiles)
    {
        using var scratch = Scratch.Rent<TraitCounts>();
        var counts = scratch.Value.Count(accounts.Select(a => profiles[a]));
        return
        [
            .. s_ties
                .Where(tie => tie != kind && counts[tie].Count > 0)
                .Select(tie =>
                    Enumerable
                        .Range(0, counts[tie].Count)
                        .Select(counts[tie].At)
                        .OrderByDescending(c => c.Count)
                        .ThenBy(c => c.Key)
                        .Select(c => (new Trait(tie, c.Key), c.Count))
                        .First()
                ),
        ];
    }

    private static Dictionary<Trait, int> Counts(HashSet<Trait> traits, IReadOnlyList<AccountProfile> profiles)
    {
        var counts = traits.ToDictionary(t => t, _ => 0);
        if (counts.Count > 0)
        {
            foreach (var profile in profiles)
            {
                foreach (ref readonly var trait in profile.Traits)
                {
                    if (traits.Contains(trait))
                    {
                        counts[trait]++;
                    }
                }
            }
        }

        return counts;
    }

    private static ulong KeyOf(Trait trait) => trait.Value + (ulong)trait.Kind;
}

/// <summary>A card or a device that identifies nobody.</summary>
/// <param name="Kind">Payment or device.</param>
/// <param name="Value">Fingerprint of the value.</param>
/// <param name="Accounts">Number of active accounts that have it.</param>
public sealed record CommonValue(TraitKind Kind, ulong Value, int Accounts);
