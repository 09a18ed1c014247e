using Distill.Core.Profiles;

namespace Distill.Core.Newcomers;

/// <summary>
/// Who can speak against an operator's marks: accounts that are not flagged, and that were there before. An operator's own new accounts are not
/// flagged either until a run links them. They must not make its marks look honest.
/// </summary>
/// <remarks>
/// An account is a bystander when its customer has an account that is old enough and not flagged. So a company's new people are bystanders, too. If
/// fewer than one in ten accounts that are not flagged would be bystanders, as in the first weeks of a service, all of them are.
/// </remarks>
internal sealed class Bystanders
{
    // Least share of the accounts that are not flagged.
    private const double LeastShare = 0.1;

    private readonly bool[] _are;

    // For each trait, by number: how many bystanders have it, and how many flagged accounts.
    private readonly int[] _holders,
        _flagged;

    /// <param name="population">All accounts.</param>
    /// <param name="isFlagged">True for an account, by index, that is flagged.</param>
    public Bystanders(PopulationBaseline population, Func<int, bool> isFlagged)
    {
        var isKnown = new bool[population.Customers.Count];
        bool[] isFree = [.. Enumerable.Range(0, population.Count).Select(i => !isFlagged(i))];
        for (var i = 0; i < isFree.Length; i++)
        {
            isKnown[population.Customers.Of(i)] |= isFree[i] && EstablishedAccounts.IsOld(population.Profiles[i]);
        }

        _are = [.. isFree.Select((free, i) => free && isKnown[population.Customers.Of(i)])];
        if (_are.Count(a => a) < LeastShare * isFree.Count(f => f))
        {
            _are = isFree;
        }

        Customers = Enumerable.Range(0, _are.Length).Where(Includes).Select(population.Customers.Of).Distinct().Count();
        (_holders, _flagged) = (new int[population.TraitCount], new int[population.TraitCount]);
        for (var i = 0; i < _are.Length; i++)
        {
            foreach (var trait in population.TraitsOf(i))
            {
                if (trait >= 0)
                {
                    _holders[trait] += _are[i] ? 1 : 0;
                    _flagged[trait] += isFree[i] ? 0 : 1;
                }
            }
        }
    }

    /// <summary>Number of customers among them.</summary>
    public int Customers { get; }

    /// <summary>True for an account, by index, that is one.</summary>
    public bool Includes(int account) => _are[account];

    /// <summary>How many of them have the trait with this number, from 0.</summary>
    public int With(int trait) => _holders[trait];

    /// <summary>How many flagged accounts have the trait with this number. A negative number is a trait of one account.</summary>
    public int FlaggedWith(int trait) => trait < 0 ? 0 : _flagged[trait];
}
