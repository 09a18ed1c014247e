using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Framings;
using Distill.Core.Profiles;

namespace Distill.Core.Newcomers;

/// <summary>Accounts that a run saw with a mark of an operator and did not flag. They and their customers are not accused.</summary>
/// <param name="Accounts">The accounts, see <see cref="OperatorIndex.KeyOf"/>.</param>
/// <param name="Owners">Cards and mail domains of their customers, and all that people allow.</param>
internal sealed record ClearedAccounts(IReadOnlySet<ulong> Accounts, IReadOnlySet<Trait> Owners)
{
    // Largest mail domain that can be a customer's own, the same limit as for customers; and most established customers that have it. Two are one
    // company's departments. More are a mail provider's, who excuses nobody.
    private const int MostOfDomain = 50,
        MostCustomersOfDomain = 2;

    /// <summary>True if the run saw enough of the account to judge it, and did not flag it.</summary>
    public static bool IsCleared(Verdict verdict) => verdict.Level is VerdictLevel.Clear or VerdictLevel.Watch;

    /// <summary>Lists them.</summary>
    /// <param name="operators">The operators with their marks.</param>
    /// <param name="population">All accounts.</param>
    /// <param name="matches">What each account uses of the families of framings.</param>
    /// <param name="verdicts">The run's verdicts.</param>
    /// <param name="bystanders">Who can speak against the marks. Only their customers are spared as well.</param>
    public static ClearedAccounts Of(
        IReadOnlyList<KnownOperator> operators,
        PopulationBaseline population,
        FramingMatches matches,
        IReadOnlyDictionary<AccountId, Verdict> verdicts,
        Bystanders bystanders
    )
    {
        var framings = operators.SelectMany(o => o.Framings).Select(f => f.Framing.Key).ToHashSet();
        var means = operators.SelectMany(o => o.Means).Select(m => m.Trait).ToHashSet();
        var (accounts, owners) = (new HashSet<ulong>(), new HashSet<Trait>(population.Allowed.Keys));
        for (var i = 0; i < population.Count; i++)
        {
            var profile = population.Profiles[i];
            if ((HasAny(profile, means) || UsesAny(matches.Uses[i], framings)) && IsCleared(verdicts[profile.Account]))
            {
                accounts.Add(OperatorIndex.KeyOf(profile.Account));
                if (bystanders.Includes(i))
                {
                    AddOwners(i, population, bystanders, owners);
                }
            }
        }

        return new ClearedAccounts(accounts, owners);
    }

    private static bool HasAny(AccountProfile profile, HashSet<Trait> means)
    {
        foreach (ref readonly var trait in profile.Traits)
        {
            if (means.Contains(trait))
            {
                return true;
            }
        }

        return false;
    }

    private static bool UsesAny(FamilyUse[] uses, HashSet<FramingKey> framings)
    {
        foreach (ref readonly var use in uses.AsSpan())
        {
            foreach (var framing in use.Framings)
            {
                if (framings.Contains(framing))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // A card that flagged accounts have too excuses nobody.
    private static void AddOwners(int account, PopulationBaseline population, Bystanders bystanders, HashSet<Trait> owners)
    {
        var numbers = population.TraitsOf(account);
        var traits = population.Profiles[account].Traits;
        for (var i = 0; i < numbers.Length; i++)
        {
            if (
                traits[i].Kind == TraitKind.EmailDomain
                    && population.CountOf(numbers[i]) <= MostOfDomain
                    && population.Customers.HoldersOf(numbers[i], 0) <= MostCustomersOfDomain
                || traits[i].Kind == TraitKind.Payment && bystanders.FlaggedWith(numbers[i]) == 0
            )
            {
                owners.Add(traits[i]);
            }
        }
    }
}
