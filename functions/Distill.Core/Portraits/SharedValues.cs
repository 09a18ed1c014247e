using System.Globalization;
using Distill.Core.Events;
using Distill.Core.Framings;
using Distill.Core.Groups;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Portraits;

/// <summary>Finds what the members of a group share: cards, devices, mail domains, networks and framings.</summary>
internal static class SharedValues
{
    // Most values of a kind. A matrix with more columns fits on no screen.
    private const int MostOfKind = 8;

    /// <summary>Digits of a fingerprint that are shown: 32 bits tell the values of one cluster apart.</summary>
    public const int Digits = 8;

    private static readonly (TraitKind Trait, SharedKind Shared)[] s_kinds =
    [
        (TraitKind.Payment, SharedKind.Card),
        (TraitKind.Device, SharedKind.Device),
        (TraitKind.EmailDomain, SharedKind.MailDomain),
        (TraitKind.Network, SharedKind.Network),
    ];

    /// <summary>What a trait is that is shown: a card, a device, a mail domain or a network.</summary>
    public static SharedKind KindOf(TraitKind kind) => Array.Find(s_kinds, k => k.Trait == kind).Shared;

    /// <summary>The part of a fingerprint that is shown.</summary>
    public static string PartOf(ulong fingerprint) => Hexadecimal((uint)(fingerprint >> 32));

    /// <summary>Returns the values, and for each member the indexes of those that it has.</summary>
    public static (IReadOnlyList<SharedValue> Values, IReadOnlyList<int>[] OfMembers) Of(CandidateGroup group, PopulationBaseline population)
    {
        AccountProfile[] members = [.. group.Members.Select(m => m.Profile)];
        var values = new List<SharedValue>();
        var ofMembers = new List<int>[members.Length];
        for (var i = 0; i < members.Length; i++)
        {
            ofMembers[i] = [];
        }

        using var scratch = Scratch.Rent<TraitCounts>();
        var counts = scratch.Value.Count(members);
        foreach (var (kind, shared) in s_kinds)
        {
            foreach (var (trait, count) in Most(counts, kind, population))
            {
                Add(
                    i => members[i].Traits.Contains(trait),
                    () => new SharedValue(shared, Name(trait, members), count) { Accounts = population.CountOf(trait) }
                );
            }
        }

        foreach (var (framing, users) in Most(group.Family, members))
        {
            var name = Hexadecimal((uint)(framing.Key.Value >> 8));
            Add(users.Contains, () => new SharedValue(SharedKind.Framing, name, users.Count));
        }

        return (values, ofMembers);

        void Add(Func<int, bool> has, Func<SharedValue> value)
        {
            for (var i = 0; i < members.Length; i++)
            {
                if (has(i))
                {
                    ofMembers[i].Add(values.Count);
                }
            }

            values.Add(value());
        }
    }

    // A value with most of its holders outside the group says nothing of it: a free mail provider, a campus, a reseller's gateway.
    private static (Trait Trait, int Count)[] Most(TraitCounts counts, TraitKind kind, PopulationBaseline population) =>
        [
            .. Enumerable
                .Range(0, counts[kind].Count)
                .Select(counts[kind].At)
                .Select(c => (Trait: new Trait(kind, c.Key), c.Count))
                .Where(c => c.Count >= 2 && 2 * c.Count >= population.CountOf(c.Trait))
                .OrderByDescending(c => c.Count)
                .ThenBy(c => c.Trait.Value)
                .Take(MostOfKind),
        ];

    private static IEnumerable<(Framing Framing, HashSet<int> Users)> Most(FramingFamily? family, AccountProfile[] members)
    {
        if (family is null)
        {
            return [];
        }

        var keys = new HashSet<FramingKey>[members.Length];
        for (var i = 0; i < members.Length; i++)
        {
            keys[i] = KeysOf(members[i]);
        }

        return family
            .Framings.Select(f =>
                (f, Users: Enumerable.Range(0, members.Length).Where(i => f.Features.Count(keys[i].Contains) >= f.Needed).ToHashSet())
            )
            .Where(f => f.Users.Count >= 2)
            .OrderByDescending(f => f.Users.Count)
            .ThenBy(f => f.f.Key)
            .Take(MostOfKind);
    }

    private static HashSet<FramingKey> KeysOf(AccountProfile profile)
    {
        var keys = new HashSet<FramingKey>();
        foreach (ref readonly var framing in profile.Framings)
        {
            keys.Add(framing.Key);
        }

        foreach (var pair in profile.WordPairs)
        {
            keys.Add(FramingKey.OfPair(pair));
        }

        foreach (ref readonly var passage in profile.Passages)
        {
            keys.Add(FramingKey.OfPassage(passage.Hash));
        }

        return keys;
    }

    private static string Name(Trait trait, AccountProfile[] members) =>
        trait.Kind switch
        {
            TraitKind.Network => new NetworkPrefix(trait.Value).ToString(),
            TraitKind.EmailDomain => Array.Find(members, m => m.Traits.Contains(trait))?.Record?.EmailDomain ?? PartOf(trait.Value),
            _ => PartOf(trait.Value),
        };

    private static string Hexadecimal(uint value) =>
        value.ToString("x" + Digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
