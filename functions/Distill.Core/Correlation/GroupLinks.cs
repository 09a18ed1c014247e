using System.Runtime.InteropServices;
using Distill.Core.Signals;

namespace Distill.Core.Correlation;

/// <summary>How an account is tied to a group: each trait that it has in common with members, weighed by how rare the trait is outside.</summary>
/// <remarks>
/// Log-likelihood ratio of a naive Bayes model with add-a-half smoothing, the account itself left out of the members' counts, capped for each kind so
/// that no one thing in common makes a member.
/// </remarks>
internal sealed class GroupLinks
{
    private const double TemplateCap = 6, TemplatesCap = 12, InfrastructureCap = 8, BirthCap = 3, RareTrait = 2.5, MaxOddsAgainst = 7;
    private static readonly TimeSpan s_burst = TimeSpan.FromHours(72);

    private readonly PopulationBaseline _population;
    private readonly int _size;
    private readonly Dictionary<TemplateKey, int> _memberTemplates = [];
    private readonly IReadOnlyDictionary<TemplateKey, int> _allTemplates;
    private readonly Dictionary<Trait, int> _memberTraits = [];
    private readonly (DateTimeOffset From, double Inside, double Outside)? _birth;

    private readonly Dictionary<(Trait Household, TemplateKey Key), int> _householdTemplates = [];
    private readonly Dictionary<(Trait Household, Trait Trait), int> _householdTraits = [];

    /// <summary>The odds against any account, as a logarithm: so much has to be made up before anything is said of it.</summary>
    /// <remarks>Capped as the evidence is: else no two framings, however rare, would make a member of a small group in a large population.</remarks>
    public static double OddsAgainst(int population, int members) => Math.Min(MaxOddsAgainst, Math.Log((double)(population - members + 1) / members));

    /// <param name="population">All accounts.</param>
    /// <param name="members">Members for now, as indices into the population, with the framings that each uses.</param>
    /// <param name="popularity">Accounts of the population that use each framing.</param>
    public GroupLinks(PopulationBaseline population, IReadOnlyDictionary<int, TemplateKey[]> members, IReadOnlyDictionary<TemplateKey, int> popularity)
    {
        _population = population;
        _size = members.Count;
        _allTemplates = popularity;
        foreach (var (member, templates) in members)
        {
            var profile = population.Profiles[member];
            var household = profile.Household;
            foreach (var template in templates)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_memberTemplates, template, out _)++;
                Count(_householdTemplates, household, template);
            }

            foreach (var trait in profile.Traits)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_memberTraits, trait, out _)++;
                Count(_householdTraits, household, trait);
            }
        }

        _birth = DensestBirths(members.Keys);
    }

    /// <summary>
    /// The account's log-likelihood ratio of belonging by what it has in common with members of other households. What only its own household has in
    /// common with it says that they are one household, not that they belong here.
    /// </summary>
    public double Weigh(AccountProfile profile, IEnumerable<TemplateKey> templates, bool isMember) =>
        Weigh(profile, templates.Sum(t => ByTemplate(profile, t, isMember)), isMember);

    /// <summary>The same of an account that is no member, with one framing alone: the one that says most.</summary>
    public double WeighStrongest(AccountProfile profile, IEnumerable<TemplateKey> templates) =>
        Weigh(profile, templates.Select(t => ByTemplate(profile, t, isMember: false)).DefaultIfEmpty(0).Max(), isMember: false);

    private double ByTemplate(AccountProfile profile, TemplateKey template, bool isMember)
    {
        var mates = profile.Household is { } household ? _householdTemplates.GetValueOrDefault((household, template)) : isMember ? 1 : 0;
        var inside = _memberTemplates.GetValueOrDefault(template);
        return inside - mates <= 0 ? 0 : Math.Clamp(Ratio(inside - mates, _allTemplates[template] - inside, isMember ? 1 : 0), 0, TemplateCap);
    }

    private double Weigh(AccountProfile profile, double byTemplates, bool isMember)
    {
        var household = profile.Household;
        var self = isMember ? 1 : 0;
        var byTraits = 0.0;
        foreach (var trait in profile.Traits)
        {
            var inside = _memberTraits.GetValueOrDefault(trait);
            var mates = household is { } h ? _householdTraits.GetValueOrDefault((h, trait)) : self;
            if (inside - mates > 0)
            {
                byTraits += Math.Clamp(Ratio(inside - mates, _population.CountOf(trait) - inside, self), 0, Cap(trait.Kind));
            }
            else if (trait.Kind == TraitKind.Client)
            {
                byTraits += Math.Clamp(Ratio(0, _population.CountOf(trait) - inside, self), -2, 0);
            }
        }

        // Many are born in the same days: that tells of those only who are tied by more than one framing and a common program.
        var birth = byTemplates > TemplateCap || byTraits >= RareTrait ? ByBirth(profile) : Math.Min(0, ByBirth(profile));
        return Math.Min(byTemplates, TemplatesCap) + Math.Min(byTraits, InfrastructureCap) + birth;
    }

    private static void Count<T>(Dictionary<(Trait, T), int> counts, Trait? household, T item)
    {
        if (household is { } h)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, (h, item), out _)++;
        }
    }

    private double Ratio(int inside, int outside, int self) =>
        Math.Log((inside + 0.5) / (_size - self + 1)) - Math.Log((outside + 0.5) / (_population.Count - _size + 1));

    private static double Cap(TraitKind kind) => kind switch
    {
        TraitKind.Payment or TraitKind.Device => 6,
        TraitKind.EmailDomain or TraitKind.Network => 3,
        _ => 2,
    };

    private double ByBirth(AccountProfile profile)
    {
        if (_birth is not { } burst || profile.Record?.Created is not { } created)
        {
            return 0;
        }

        var inBurst = created >= burst.From && created < burst.From + s_burst;
        return Math.Clamp(
            inBurst ? Math.Log(burst.Inside / burst.Outside) : Math.Log((1 - burst.Inside + 0.02) / (1 - burst.Outside + 0.02)),
            -BirthCap,
            BirthCap);
    }

    // The three days in which most members were opened, with the shares of members and of all others opened in them.
    private (DateTimeOffset From, double Inside, double Outside)? DensestBirths(IEnumerable<int> members)
    {
        var births = members.Select(m => _population.Profiles[m].Record?.Created).OfType<DateTimeOffset>().Order().ToArray();
        if (births.Length < 5)
        {
            return null;
        }

        var (best, at) = (0, 0);
        for (int first = 0, end = 0; first < births.Length; first++)
        {
            while (end < births.Length && births[end] < births[first] + s_burst)
            {
                end++;
            }

            if (end - first > best)
            {
                (best, at) = (end - first, first);
            }
        }

        var others = _population.BirthsIn(births[at], births[at] + s_burst) - best;
        var inside = (best + 0.5) / (births.Length + 1);
        var outside = (others + 0.5) / (_population.BirthCount - births.Length + 1);
        return inside > outside ? (births[at], inside, outside) : null;
    }
}
