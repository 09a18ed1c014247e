using Distill.Core.Options;
using Distill.Statistics;

namespace Distill.Core.Profiles;

/// <summary>
/// Finds cards and devices that are no identity: values that too many accounts have who share nothing else, such as one sender's own word for "not
/// known". Accounts count as having no such card or device.
/// </summary>
/// <remarks>
/// An open owner's accounts share more than a card: a mail domain or a network of their own. An operator's cards come in numbers, each for some of
/// the accounts; one value, or two, for dozens of accounts that nothing else ties is what the sender writes where it knows nothing. Linear in
/// accounts: a sketch tells which values are worth a count.
/// </remarks>
internal static class CommonValues
{
    // Of all values of a kind: as many as may pass for one open owner, see CommonOwner.
    private const int Few = 2;

    // Of those who have a value: so many with another one in common are its owner's.
    private const double Tied = 0.5;

    // Of all accounts: no customer has more. What most of a population has ties nobody, though most of it also have one mail provider.
    private const double MostOfOwner = 0.5;

    private static readonly TraitKind[] s_ties = [TraitKind.Payment, TraitKind.Device, TraitKind.EmailDomain, TraitKind.Network];

    /// <summary>The values, in order.</summary>
    /// <param name="profiles">All active accounts.</param>
    /// <param name="options">How many accounts are too many.</param>
    public static IReadOnlyList<CommonValue> Find(IReadOnlyList<AccountProfile> profiles, DetectionOptions options)
    {
        var holders = Holders(profiles, options.MinCommonAccounts);
        var ties = holders.ToDictionary(h => h.Key, h => Ties(h.Key.Kind, h.Value, profiles));
        var counts = Counts(ties.Values.SelectMany(t => t).Select(t => t.Trait).ToHashSet(), profiles);

        // Where a sender knows nothing it writes one value in several fields: a value that needs an anchor itself is none.
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
        return
        [
            .. untied
                .Where(v => v.Accounts > tooMany || AtLeast(sizes[v.Kind], (v.Accounts + 1) / 2) <= Few)
                .OrderBy(v => v.Kind)
                .ThenBy(v => v.Value),
        ];
    }

    /// <summary>The profiles, in the same order, without the values.</summary>
    public static AccountProfile[] Without(AccountProfile[] profiles, IReadOnlyList<CommonValue> values)
    {
        if (values.Count == 0)
        {
            return profiles;
        }

        var traits = values.Select(v => new Trait(v.Kind, v.Value)).ToHashSet();
        return Array.ConvertAll(profiles, p => p.Without(traits));
    }

    // How many of some numbers, in order, are so large.
    private static int AtLeast(int[] sizes, int least) => sizes.Length - Sorted.LowerBound(sizes, least);

    // Accounts, by index, of each card and device that so many have.
    private static SortedDictionary<Trait, List<int>> Holders(IReadOnlyList<AccountProfile> profiles, int least)
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

        var holders = new SortedDictionary<Trait, List<int>>(Comparer<Trait>.Create(static (a, b) => (a.Kind, a.Value).CompareTo((b.Kind, b.Value))));
        for (var i = 0; i < profiles.Count; i++)
        {
            foreach (ref readonly var trait in profiles[i].Traits)
            {
                if (Means.IsMeans(trait) && seen.WasSeen(KeyOf(trait), Math.Min(least, CountSketch.Most)))
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

    // Of each other kind the value that most of the accounts have.
    private static (Trait Trait, int Accounts)[] Ties(TraitKind kind, List<int> accounts, IReadOnlyList<AccountProfile> profiles)
    {
        var counts = TraitCounts.Of([.. accounts.Select(a => profiles[a])]);
        return
        [
            .. s_ties
                .Where(tie => tie != kind && counts[(int)tie].Count > 0)
                .Select(tie =>
                    Enumerable
                        .Range(0, counts[(int)tie].Count)
                        .Select(counts[(int)tie].At)
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

/// <summary>A card or a device that is no identity.</summary>
/// <param name="Kind">Payment or device.</param>
/// <param name="Value">Fingerprint of the value.</param>
/// <param name="Accounts">Active accounts that have it.</param>
public sealed record CommonValue(TraitKind Kind, ulong Value, int Accounts);
