using System.Collections.Frozen;
using System.Globalization;
using Distill.Core.Profiles;

namespace Distill.Core.Signals;

/// <summary>Finds groups whose accounts have values that other providers reported of clusters of theirs.</summary>
/// <remarks>
/// It decides nothing: what another provider says can't be checked here, and a false report must flag nobody. So it is a kind of its own, which never
/// counts as one of the two that a suspect needs, and its weight is fixed: however many values agree, all rest on somebody's word. A value counts
/// if at least half of the accounts that have it are the group's. That leaves out the address of a VPN and a popular framing, whoever reports them.
/// </remarks>
/// <param name="population">All accounts.</param>
/// <param name="key">The key that the providers share.</param>
/// <param name="reported">The senders by keyed hash, of what holds now.</param>
internal sealed class KnownElsewhere(PopulationBaseline population, SharingKey? key, FrozenDictionary<string, string> reported)
{
    public const string Signal = "known_elsewhere";

    /// <summary>The weight of a report, nats: a value that one innocent group in twenty has.</summary>
    public const double Weight = 3;

    // Fewest customers with reported values. One customer may have inherited a number or an address.
    private const int MinCustomers = 2;

    // Most holders of a value, for each of the group's that has it.
    private const int MostHolders = 2;

    public Evidence? Measure(AccountGroup group)
    {
        if (key is null || reported.Count == 0)
        {
            return null;
        }

        var values = Values(group);
        var customers = values.SelectMany(v => v.Members).Select(m => group.Customers[m]).Distinct().Count();
        if (customers < MinCustomers)
        {
            return null;
        }

        var kinds = values.Select(v => v.Kind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var senders = values.Select(v => v.Sender).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var members = values.SelectMany(v => v.Members).Distinct().Count();
        return new Evidence(
            EvidenceKind.Elsewhere,
            Signal,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{members} of {group.Members.Count} accounts ({customers} customers) have values ({string.Join(", ", kinds)}) that "
                    + $"{string.Join(", ", senders)} reported of a cluster; values reported: {values.Count}. A report decides nothing."
            ),
            Weight
        );
    }

    // The reported values that the group has for the most part to itself, and who of it has each.
    private List<(string Kind, string Sender, List<int> Members)> Values(AccountGroup group)
    {
        var traits = new Dictionary<Trait, List<int>>();
        var framings = new Dictionary<FramingKey, List<int>>();
        for (var i = 0; i < group.Members.Count; i++)
        {
            foreach (var trait in group.Members[i].Traits)
            {
                Add(traits, trait, i);
            }

            foreach (ref readonly var use in group.Members[i].Framings)
            {
                Add(framings, use.Key, i);
            }
        }

        var own = framings.Where(f => reported.ContainsKey(key!.Of(f.Key))).ToArray();
        var holders = FramingHolders.Count(population.Profiles, own.Select(f => f.Key));
        return
        [
            .. from trait in traits
            where population.CountOf(trait.Key) <= MostHolders * trait.Value.Count
            let sender = reported.GetValueOrDefault(key!.Of(trait.Key))
            where sender is not null
            select (KindOf(trait.Key.Kind), sender!, trait.Value),
            .. from framing in own
            where holders[framing.Key] <= MostHolders * framing.Value.Count
            select (Framing, reported[key!.Of(framing.Key)], framing.Value),
        ];
    }

    /// <summary>What a framing is called among providers.</summary>
    internal const string Framing = "framing";

    /// <summary>What a trait is called among providers.</summary>
    internal static string KindOf(TraitKind kind) => kind.ToString().ToLowerInvariant();

    private static void Add<T>(Dictionary<T, List<int>> members, T value, int member)
        where T : notnull
    {
        if (!members.TryGetValue(value, out var known))
        {
            members[value] = known = [];
        }

        if (known.Count == 0 || known[^1] != member)
        {
            known.Add(member);
        }
    }
}
