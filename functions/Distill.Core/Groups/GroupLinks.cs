using Distill.Contracts;
using Distill.Core.Framings;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Groups;

/// <summary>Weighs how an account is tied to a group: by each trait that it shares with members, and by how rare this trait is outside.</summary>
/// <remarks>
/// The weight is the log-likelihood ratio of a naive Bayes model with add-a-half smoothing. The account itself is left out of the members' counts.
/// Each kind is capped. It counts in scratch: valid until the scratch is used again.
/// </remarks>
internal sealed class GroupLinks
{
    // Largest weights, in nats: one framing, all framings, all other traits, one device, one mail domain or network, one other trait. No single
    // trait and no single kind can make a member.
    private const double FramingCap = 6,
        FramingsCap = 12,
        InfrastructureCap = 8,
        DeviceCap = 6,
        PlaceCap = 3,
        OtherCap = 2;

    // Weight of traits, in nats, from which a birth in the same days counts in favour. A common program weighs less.
    private const double RareTrait = 2.5;

    // Largest odds against an account, in nats. See OddsAgainst.
    private const double MaxOddsAgainst = 7;

    // Add-a-half smoothing.
    private const double Half = 0.5;

    private readonly PopulationBaseline _population;
    private readonly int _size;
    private readonly KeyCounts _allFramings;

    // Members' counts: by framing; by framing those that count for its popularity; by trait number; and by framing or trait together with the
    // customer. The last are mates: members of the same customer.
    private readonly KeyCounts _framings,
        _popular,
        _mates;
    private readonly int[] _traits,
        _establishedTraits;

    // Weights of framings for accounts without mates, members and others. The table holds the index in the list, plus 1.
    private readonly KeyCounts _weighed;
    private readonly List<double> _weights;

    private readonly BirthBurst? _births;

    /// <summary>The odds against any account, as a natural logarithm. Evidence must exceed them before an account counts as a member.</summary>
    /// <remarks>
    /// Capped, as the evidence is. Otherwise no two framings, however rare, could make a member of a small group in a large population.
    /// </remarks>
    public static double OddsAgainst(int population, int members) => Math.Min(MaxOddsAgainst, Math.Log((double)(population - members + 1) / members));

    /// <param name="population">All accounts.</param>
    /// <param name="users">Accounts with their framings.</param>
    /// <param name="isMember">Which of them are members for now.</param>
    /// <param name="popularity">How many accounts of the population use each framing, see <see cref="FramingUser.Counts"/>.</param>
    /// <param name="tables">Reusable tables to count in.</param>
    public GroupLinks(
        PopulationBaseline population,
        ReadOnlySpan<FramingUser> users,
        ReadOnlySpan<bool> isMember,
        KeyCounts popularity,
        LinkTables tables
    )
    {
        (_population, _allFramings) = (population, popularity);
        (_framings, _popular, _mates) = (tables.Framings, tables.Popular, tables.Mates);
        (_weighed, _weights) = (tables.Weighed, tables.Weights);
        _framings.Clear();
        _popular.Clear();
        _mates.Clear();
        _weighed.Clear();
        _weights.Clear();
        (_traits, _establishedTraits) = tables.ClearedTraits(population.TraitCount);
        var (counted, births) = (tables.Counted, tables.Births);
        births.Clear();
        for (var i = 0; i < users.Length; i++)
        {
            if (!isMember[i])
            {
                continue;
            }

            _size++;
            ref readonly var member = ref users[i];
            var customer = member.Customer;
            foreach (var framing in member.Framings)
            {
                _framings.Add(framing.Value)++;
                _popular.Add(framing.Value) += member.Counts ? 1 : 0;
                if (customer >= 0)
                {
                    _mates.Add(MatesKey(customer, framing))++;
                }
            }

            foreach (var trait in population.TraitsOf(member.Profile))
            {
                if (trait < 0)
                {
                    continue;
                }

                if (_traits[trait]++ == 0)
                {
                    counted.Add(trait);
                }

                _establishedTraits[trait] += population.IsEstablished(member.Profile) ? 1 : 0;
                if (customer >= 0)
                {
                    _mates.Add(MatesKey(customer, trait))++;
                }
            }

            if (population.CreatedOf(member.Profile) is >= 0 and var created)
            {
                births.Add(created);
            }
        }

        _births = BirthBurst.Of(births, population);
    }

    /// <summary>
    /// Returns the account's log-likelihood ratio of membership, from what it shares with members of other customers. What accounts of one customer
    /// share shows that they are one customer, not that they belong to the group.
    /// </summary>
    /// <param name="user">The account and its framings.</param>
    /// <param name="isMember">True when the account is counted as a member.</param>
    public double Weigh(in FramingUser user, bool isMember)
    {
        var byFramings = 0.0;
        foreach (var framing in user.Framings)
        {
            byFramings += ByFraming(user.Customer, framing, isMember);
        }

        return Weigh(user, byFramings, isMember);
    }

    /// <summary>Weighs an account that is no member, with only one of its framings: the one with the largest weight.</summary>
    public double WeighStrongest(in FramingUser user)
    {
        var strongest = 0.0;
        foreach (var framing in user.Framings)
        {
            strongest = Math.Max(strongest, ByFraming(user.Customer, framing, isMember: false));
        }

        return Weigh(user, strongest, isMember: false);
    }

    private double ByFraming(int customer, FramingKey framing, bool isMember)
    {
        var self = isMember ? 1 : 0;
        if (customer >= 0)
        {
            return ByFraming(framing, self, _mates[MatesKey(customer, framing)]);
        }

        ref var at = ref _weighed.Add(Fingerprint.Mix(framing.Value, (ulong)self));
        if (at == 0)
        {
            _weights.Add(ByFraming(framing, self, self));
            at = _weights.Count;
        }

        return _weights[at - 1];
    }

    private double ByFraming(FramingKey framing, int self, int mates)
    {
        var inside = _framings[framing.Value];
        var others = inside - mates;
        return others <= 0 ? 0 : Math.Clamp(Ratio(others, _allFramings[framing.Value] - _popular[framing.Value], self), 0, FramingCap);
    }

    private double Weigh(in FramingUser user, double byFramings, bool isMember)
    {
        var customer = user.Customer;
        var numbers = _population.TraitsOf(user.Profile);
        var kinds = _population.KindsOf(user.Profile);
        var (self, byTraits) = (isMember ? 1 : 0, 0.0);
        for (var i = 0; i < numbers.Length; i++)
        {
            var (number, kind) = (numbers[i], kinds[i]);
            var inside = number < 0 ? self : _traits[number];

            // A card does not count here: it ties only its own holders.
            var others =
                inside == 0 || kind == TraitKind.Payment ? 0 : inside - (number < 0 || customer < 0 ? self : _mates[MatesKey(customer, number)]);
            if (others > 0)
            {
                byTraits += Math.Clamp(Ratio(others, Outside(number, inside), self), 0, Cap(kind));
            }
            else if (kind == TraitKind.Client)
            {
                byTraits += Math.Clamp(Ratio(0, Outside(number, inside), self), -OtherCap, 0);
            }
        }

        // Many accounts are opened in the same days. So a birth counts in favour only if more than one framing, or rare traits, also tie the account.
        var birth = _births?.Weigh(_population.CreatedOf(user.Profile)) ?? 0;
        birth = byFramings > FramingCap || byTraits >= RareTrait ? birth : Math.Min(0, birth);
        return Math.Min(byFramings, FramingsCap) + Math.Min(byTraits, InfrastructureCap) + birth;
    }

    // Established accounts outside the group with a trait. Anybody can give one to a crowd of others.
    private int Outside(int trait, int inside) => trait < 0 ? 1 - inside : _population.EstablishedCountOf(trait) - _establishedTraits[trait];

    private static ulong MatesKey(int customer, FramingKey framing) => Fingerprint.Mix(2 * (ulong)customer, framing.Value);

    private static ulong MatesKey(int customer, int trait) => Fingerprint.Mix((2 * (ulong)customer) + 1, (ulong)trait);

    private double Ratio(int inside, int outside, int self) =>
        Math.Log((inside + Half) / (_size - self + 1)) - Math.Log((outside + Half) / (_population.Count - _size + 1));

    private static double Cap(TraitKind kind) =>
        kind switch
        {
            TraitKind.Device => DeviceCap,
            TraitKind.EmailDomain or TraitKind.Network => PlaceCap,
            _ => OtherCap,
        };
}
