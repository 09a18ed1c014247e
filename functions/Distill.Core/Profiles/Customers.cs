using System.Runtime.InteropServices;
using Distill.Core.Events;

namespace Distill.Core.Profiles;

/// <summary>Which customer each account belongs to. Accounts of one customer choose together, so customers are the witnesses, not accounts.</summary>
/// <remarks>
/// A customer is all accounts that pay with one card. An account without a card belongs to the customer that owns its mail domain, or else is a
/// customer of its own. A card and a mail domain are one customer's where the domain has at most two cards, or where a known business has both. A
/// mail provider's domain is nobody's. Values that identify nobody (<see cref="CommonValues"/>) are no cards by now.
/// </remarks>
internal sealed class Customers
{
    // Most cards of one customer. A department or a team may have two.
    private const int MostCards = 2;

    // Most accounts of a mail domain that one customer owns, and the same as a share of all accounts. The larger limit counts. More are a provider's.
    private const int MostAccounts = 50;
    private const double MostShare = 0.02;

    // A domain of several cards, and of more than one for this many accounts, is a provider's, unless this share of its accounts are a known
    // business.
    private const int AccountsPerCard = 4;
    private const double MostDeclared = 0.75;

    // The customer of each account, in the population's order, and its first account's time of creation in ticks; negative when unknown.
    private readonly int[] _of;
    private readonly List<long> _born = [];

    // Whether each customer has several accounts.
    private readonly List<bool> _hasSeveral = [];

    // How many established customers have each trait, by its number.
    private readonly int[] _holders;

    private readonly SortedDictionary<int, int>[] _shared;

    // Whether each customer is established.
    private readonly bool[] _established;

    // The known times of birth of all customers, and of established ones, in ticks, ascending.
    private readonly long[] _births,
        _establishedBirths;

    public Customers(PopulationBaseline population)
    {
        _of = Join(population);
        _holders = new int[population.TraitCount];
        Count = Number(population);
        _established = new bool[Count];
        for (var account = 0; account < _of.Length; account++)
        {
            _established[_of[account]] |= population.IsEstablished(account);
        }

        EstablishedCount = _established.Count(e => e);
        CountHolders(population);
        _shared = [.. Enum.GetValues<TraitKind>().Select(_ => new SortedDictionary<int, int>())];
        foreach (var (trait, number) in population.Traits)
        {
            if (_holders[number] >= 2)
            {
                var shared = _shared[(int)trait.Kind];
                shared[_holders[number]] = shared.GetValueOrDefault(_holders[number]) + 1;
            }
        }
        _births = [.. _born.Where(b => b >= 0).Order()];
        _establishedBirths = [.. _born.Where((b, customer) => b >= 0 && _established[customer]).Order()];
    }

    /// <summary>Number of customers.</summary>
    public int Count { get; }

    /// <summary>Number of established customers.</summary>
    public int EstablishedCount { get; }

    /// <summary>True when one of the customer's accounts is established, see <see cref="EstablishedAccounts"/>.</summary>
    public bool IsEstablished(int customer) => _established[customer];

    /// <summary>The known times of birth of all customers, or of the established ones, in ticks, ascending.</summary>
    public ReadOnlySpan<long> Births(bool established) => established ? _establishedBirths : _births;

    /// <summary>The customer of an account, from 0.</summary>
    public int Of(int account) => _of[account];

    /// <summary>True when the customer has several accounts.</summary>
    public bool HasSeveral(int customer) => _hasSeveral[customer];

    /// <summary>When the customer opened its first account, in ticks. Negative when unknown.</summary>
    public long BornOf(int customer) => _born[customer];

    /// <summary>
    /// How many customers have the trait with this number: the established ones, and those of the group that are not. A negative number counts as one
    /// customer.
    /// </summary>
    /// <param name="trait">Number of the trait.</param>
    /// <param name="others">Customers of the group that have the trait and are not established.</param>
    public int HoldersOf(int trait, int others) => trait < 0 ? 1 : _holders[trait] + others;

    /// <summary>Number of customers to compare with: the established ones, and those of these that are not.</summary>
    public int CountWith(IEnumerable<int> group) => EstablishedCount + group.Count(c => !_established[c]);

    /// <summary>How many values of a kind each number of established customers shares, from two.</summary>
    public IReadOnlyDictionary<int, int> SharedBy(TraitKind kind) => _shared[(int)kind];

    // Joins accounts with their cards and their owners' mail domains. Nodes are the traits by number, then the accounts. Returns each account's root.
    private static int[] Join(PopulationBaseline population)
    {
        var domains = OwnDomains(population);
        var nodes = new int[population.TraitCount + population.Count];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = i;
        }

        for (var account = 0; account < population.Count; account++)
        {
            var node = population.TraitCount + account;
            if (population.CardOf(account) is >= 0 and var card)
            {
                nodes[Root(nodes, node)] = Root(nodes, card);
            }

            if (
                population.DomainOf(account) is >= 0 and var domain
                && domains.TryGetValue(domain, out var cards)
                && (!HasCard(population, account) || cards <= MostCards || IsBusiness(population, account))
            )
            {
                nodes[Root(nodes, node)] = Root(nodes, domain);
            }
        }

        var roots = new int[population.Count];
        for (var account = 0; account < roots.Length; account++)
        {
            roots[account] = Root(nodes, population.TraitCount + account);
        }

        return roots;
    }

    // The mail domains, by number, that one customer owns, and how many cards their accounts have.
    private static Dictionary<int, int> OwnDomains(PopulationBaseline population)
    {
        var most = Math.Max(MostAccounts, MostShare * population.Count);
        var (cards, paid, declared) = (new Dictionary<int, int>(), new HashSet<(int Domain, int Card)>(), new Dictionary<int, int>());
        for (var account = 0; account < population.Count; account++)
        {
            if (population.DomainOf(account) is not (>= 0 and var domain) || population.CountOf(domain) > most)
            {
                continue;
            }

            var card = population.CardOf(account);
            CollectionsMarshal.GetValueRefOrAddDefault(cards, domain, out _) +=
                HasCard(population, account) && (card < 0 || paid.Add((domain, card))) ? 1 : 0;
            CollectionsMarshal.GetValueRefOrAddDefault(declared, domain, out _) += IsBusiness(population, account) ? 1 : 0;
        }

        foreach (var (domain, count) in cards)
        {
            if (count > 1 && count * AccountsPerCard > population.CountOf(domain) && declared[domain] < MostDeclared * population.CountOf(domain))
            {
                cards.Remove(domain);
            }
        }

        return cards;
    }

    // Replaces roots by numbers, in the order of the customers' first accounts. Returns how many there are.
    private int Number(PopulationBaseline population)
    {
        var numbers = new int[population.TraitCount + population.Count];
        for (var account = 0; account < _of.Length; account++)
        {
            ref var number = ref numbers[_of[account]];
            var created = population.CreatedOf(account);
            if (number == 0)
            {
                _born.Add(created);
                _hasSeveral.Add(false);
                number = _born.Count;
            }
            else
            {
                _hasSeveral[number - 1] = true;
                if (created >= 0 && (_born[number - 1] < 0 || created < _born[number - 1]))
                {
                    _born[number - 1] = created;
                }
            }

            _of[account] = number - 1;
        }

        return _born.Count;
    }

    private void CountHolders(PopulationBaseline population)
    {
        // Accounts in the order of their customers.
        var accounts = new int[_of.Length];
        for (var i = 0; i < accounts.Length; i++)
        {
            accounts[i] = i;
        }

        Array.Sort(_of.AsSpan().ToArray(), accounts);
        var last = new int[population.TraitCount];
        foreach (var account in accounts)
        {
            foreach (var trait in population.TraitsOf(account))
            {
                if (trait >= 0 && _established[_of[account]] && last[trait] != _of[account] + 1)
                {
                    last[trait] = _of[account] + 1;
                    _holders[trait]++;
                }
            }
        }
    }

    private static bool HasCard(PopulationBaseline population, int account) => population.KindsOf(account) is [TraitKind.Payment, ..];

    private static bool IsBusiness(PopulationBaseline population, int account) =>
        population.Profiles[account].Record is { Kyc: >= KnowYourCustomer.Business };

    private static int Root(int[] nodes, int node)
    {
        while (nodes[node] != node)
        {
            node = nodes[node] = nodes[nodes[node]];
        }

        return node;
    }
}
