using Distill.Contracts;
using Distill.Core.Framings;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Groups;

/// <summary>How an account is tied to a group: each trait that it has in common with members, weighed by how rare the trait is outside.</summary>
/// <remarks>
/// Log-likelihood ratio of a naive Bayes model with add-a-half smoothing, the account itself left out of the members' counts, capped for each kind so
/// that no one thing in common makes a member. It counts in scratch: good until the scratch is used again.
/// </remarks>
internal sealed class GroupLinks
{
    // Caps, in nats: no one thing in common makes a member, nor any one kind of thing.
    private const double FramingCap = 6,
        FramingsCap = 12,
        InfrastructureCap = 8,
        DeviceCap = 6,
        PlaceCap = 3,
        OtherCap = 2;

    // Weight of traits from which a birth in the same days counts: a common program weighs less.
    private const double RareTrait = 2.5;

    // See OddsAgainst.
    private const double MaxOddsAgainst = 7;

    // Add-a-half smoothing.
    private const double Half = 0.5;

    private readonly PopulationBaseline _population;
    private readonly int _size;
    private readonly KeyCounts _allFramings;

    // Of members: their framings; traits that two accounts or more have, by number; and both once more, each together with the card's number.
    private readonly KeyCounts _framings,
        _mates;
    private readonly int[] _traits;

    // What a framing weighs for those who have no card, members and others: the place in the list, from 1.
    private readonly KeyCounts _weighed;
    private readonly List<double> _weights;

    private readonly BirthBurst? _births;

    /// <summary>The odds against any account, as a logarithm: so much has to be made up before anything is said of it.</summary>
    /// <remarks>Capped as the evidence is: else no two framings, however rare, would make a member of a small group in a large population.</remarks>
    public static double OddsAgainst(int population, int members) => Math.Min(MaxOddsAgainst, Math.Log((double)(population - members + 1) / members));

    /// <param name="population">All accounts.</param>
    /// <param name="users">Accounts, by their framings.</param>
    /// <param name="isMember">Which of them are members for now.</param>
    /// <param name="popularity">Accounts of the population that use each framing.</param>
    /// <param name="tables">Scratch to count in.</param>
    public GroupLinks(
        PopulationBaseline population,
        ReadOnlySpan<FramingUser> users,
        ReadOnlySpan<bool> isMember,
        KeyCounts popularity,
        Tables tables
    )
    {
        (_population, _allFramings) = (population, popularity);
        (_framings, _mates, _weighed, _weights) = (tables.Framings, tables.Mates, tables.Weighed, tables.Weights);
        _framings.Clear();
        _mates.Clear();
        _weighed.Clear();
        _weights.Clear();
        _traits = tables.ClearedTraits(population.TraitCount);
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
            var card = member.Card;
            foreach (var framing in member.Framings)
            {
                _framings.Add(framing.Value)++;
                if (card >= 0)
                {
                    _mates.Add(MatesKey(card, framing))++;
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

                // All who have the card itself are mates.
                if (card >= 0 && trait != card)
                {
                    _mates.Add(MatesKey(card, trait))++;
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
    /// The account's log-likelihood ratio of belonging by what it has in common with members of other cards. What only its own card has in
    /// common with it says that they are one card, not that they belong here.
    /// </summary>
    /// <param name="user">The account and the framings that it uses.</param>
    /// <param name="isMember">True when it was counted as a member.</param>
    public double Weigh(in FramingUser user, bool isMember)
    {
        var byFramings = 0.0;
        foreach (var framing in user.Framings)
        {
            byFramings += ByFraming(user.Card, framing, isMember);
        }

        return Weigh(user, byFramings, isMember);
    }

    /// <summary>The same of an account that is no member, with one framing alone: the one that says most.</summary>
    public double WeighStrongest(in FramingUser user)
    {
        var strongest = 0.0;
        foreach (var framing in user.Framings)
        {
            strongest = Math.Max(strongest, ByFraming(user.Card, framing, isMember: false));
        }

        return Weigh(user, strongest, isMember: false);
    }

    private double ByFraming(int card, FramingKey framing, bool isMember)
    {
        var self = isMember ? 1 : 0;
        if (card >= 0)
        {
            return ByFraming(framing, self, _mates[MatesKey(card, framing)]);
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
        return others <= 0 ? 0 : Math.Clamp(Ratio(others, _allFramings[framing.Value] - inside, self), 0, FramingCap);
    }

    private double Weigh(in FramingUser user, double byFramings, bool isMember)
    {
        var card = user.Card;
        var numbers = _population.TraitsOf(user.Profile);
        var kinds = _population.KindsOf(user.Profile);
        var (self, byTraits) = (isMember ? 1 : 0, 0.0);
        for (var i = 0; i < numbers.Length; i++)
        {
            var (number, kind) = (numbers[i], kinds[i]);
            var inside = number < 0 ? self : _traits[number];

            // A card ties its own card alone.
            var others = inside == 0 || kind == TraitKind.Payment ? 0 : inside - (number < 0 || card < 0 ? self : _mates[MatesKey(card, number)]);
            if (others > 0)
            {
                byTraits += Math.Clamp(Ratio(others, _population.CountOf(number) - inside, self), 0, Cap(kind));
            }
            else if (kind == TraitKind.Client)
            {
                byTraits += Math.Clamp(Ratio(0, _population.CountOf(number) - inside, self), -OtherCap, 0);
            }
        }

        // Many are born in the same days: that tells of those only who are tied by more than one framing and a common program.
        var birth = _births?.Weigh(_population.CreatedOf(user.Profile)) ?? 0;
        birth = byFramings > FramingCap || byTraits >= RareTrait ? birth : Math.Min(0, birth);
        return Math.Min(byFramings, FramingsCap) + Math.Min(byTraits, InfrastructureCap) + birth;
    }

    private static ulong MatesKey(int card, FramingKey framing) => Fingerprint.Mix(2 * (ulong)card, framing.Value);

    private static ulong MatesKey(int card, int trait) => Fingerprint.Mix((2 * (ulong)card) + 1, (ulong)trait);

    private double Ratio(int inside, int outside, int self) =>
        Math.Log((inside + Half) / (_size - self + 1)) - Math.Log((outside + Half) / (_population.Count - _size + 1));

    private static double Cap(TraitKind kind) =>
        kind switch
        {
            TraitKind.Device => DeviceCap,
            TraitKind.EmailDomain or TraitKind.Network => PlaceCap,
            _ => OtherCap,
        };

    /// <summary>Scratch to count in.</summary>
    public sealed class Tables
    {
        private int[] _traits = [];

        internal KeyCounts Framings { get; } = new();

        internal KeyCounts Mates { get; } = new();

        internal KeyCounts Weighed { get; } = new();

        internal List<double> Weights { get; } = [];

        /// <summary>Numbers of the traits that have a count: to set back what the last piece of work counted.</summary>
        internal List<int> Counted { get; } = [];

        internal List<long> Births { get; } = [];

        /// <summary>Counts of traits by number, all 0.</summary>
        internal int[] ClearedTraits(int traits)
        {
            if (_traits.Length < traits)
            {
                _traits = new int[traits];
            }
            else
            {
                foreach (var trait in Counted)
                {
                    _traits[trait] = 0;
                }
            }

            Counted.Clear();
            return _traits;
        }
    }
}
