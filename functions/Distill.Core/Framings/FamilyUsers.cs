using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Framings;

/// <summary>Lists the users of each family: the matches by account, turned around. Holds one number for each use.</summary>
internal sealed class FamilyUsers
{
    private readonly PopulationBaseline _population;
    private readonly IReadOnlyList<FamilyUse[]> _matches;
    private readonly int[] _starts;
    private readonly int[] _accounts;

    /// <param name="population">All accounts.</param>
    /// <param name="families">How many families there are.</param>
    /// <param name="matches">What each account uses, in the population's order.</param>
    public FamilyUsers(PopulationBaseline population, int families, IReadOnlyList<FamilyUse[]> matches)
    {
        (_population, _matches) = (population, matches);
        _starts = new int[families + 1];
        foreach (var uses in matches)
        {
            foreach (var use in uses)
            {
                _starts[use.Family + 1]++;
            }
        }

        for (var family = 0; family < families; family++)
        {
            _starts[family + 1] += _starts[family];
        }

        _accounts = new int[_starts[^1]];
        var filled = _starts.AsSpan(0, families).ToArray();
        for (var account = 0; account < matches.Count; account++)
        {
            foreach (var use in matches[account])
            {
                _accounts[filled[use.Family]++] = account;
            }
        }
    }

    /// <summary>Number of accounts that use a family.</summary>
    public int CountOf(int family) => _starts[family + 1] - _starts[family];

    /// <summary>Returns the users of a family, in the population's order.</summary>
    public FramingUser[] Of(int family)
    {
        var accounts = _accounts.AsSpan(_starts[family].._starts[family + 1]);
        using var scratch = Scratch.Rent<KeyCounts>();
        var customers = scratch.Value;
        customers.Clear();
        foreach (var account in accounts)
        {
            if (_population.Customers.Of(account) is var customer && _population.Customers.HasSeveral(customer))
            {
                customers.Add((ulong)customer)++;
            }
        }

        var users = new FramingUser[accounts.Length];
        for (var i = 0; i < users.Length; i++)
        {
            var customer = _population.Customers.Of(accounts[i]);
            foreach (ref readonly var use in _matches[accounts[i]].AsSpan())
            {
                if (use.Family == family)
                {
                    var hasOthers = _population.Customers.HasSeveral(customer) && customers[(ulong)customer] >= 2;
                    users[i] = new FramingUser(accounts[i], hasOthers ? customer : -1, use.Framings, use.FramedCalls, use.Since)
                    {
                        IsEstablished = _population.Customers.IsEstablished(customer),
                    };
                    break;
                }
            }
        }

        return users;
    }
}
