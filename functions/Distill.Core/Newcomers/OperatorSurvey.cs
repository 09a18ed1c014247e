using System.Runtime.InteropServices;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Framings;
using Distill.Core.Groups;
using Distill.Core.Options;
using Distill.Core.Profiles;

namespace Distill.Core.Newcomers;

/// <summary>
/// Lists the marks of the operators that a run found, or an earlier one: what their flagged accounts have in common, and hardly anybody else has.
/// </summary>
/// <param name="population">All accounts.</param>
/// <param name="matches">What each account uses of the families of framings.</param>
/// <param name="verdicts">The run's verdicts.</param>
/// <param name="options">Thresholds and weights.</param>
internal sealed class OperatorSurvey(
    PopulationBaseline population,
    FramingMatches matches,
    IReadOnlyDictionary<AccountId, Verdict> verdicts,
    DetectionOptions options
)
{
    // Fewest customers of the operator that have a mark: accounts of one customer choose together. A card has one customer.
    private const int LeastCustomers = 2;

    // Most bystanders with a mail domain of the operator's own. More are customers of a mail provider, who ties nobody.
    private const int MostOthersOfDomain = 1;

    // Fewest flagged accounts on a card, so that it can be the operator's own.
    private const int LeastPayers = 2;

    // Least weight of a mark, in nats: twenty times as common among the operator's customers. A weaker one would need too many beside it.
    private const double LeastWeight = 3;

    // Most marks, and most accounts that are named as cleared. One mark of exact words takes some 30 bytes, one of varied words up to 200, an account
    // 8. So the index has at most a few megabytes. The operators with the most accounts come first.
    private const int MostMarks = 20_000;
    private const int MostCleared = 100_000;

    // Add-a-half smoothing.
    private const double Half = 0.5;

    // The operator of each account, in the population's order; Nobody's, or a flagged account of no operator that was found now.
    private const int Nobody = -1,
        Unfound = -2;

    private readonly int[] _operator = new int[population.Count];

    private readonly Bystanders _bystanders = new(population, i => verdicts[population.Profiles[i].Account].Level >= VerdictLevel.Suspect);

    // For each operator: the traits, by number, of bystanders that the run saw with a framing of it and did not flag. An honest customer has both, so
    // both together accuse nobody.
    private readonly Dictionary<int, HashSet<int>> _explained = [];

    /// <summary>Returns the marks of the operations.</summary>
    /// <param name="findings">The run's findings.</param>
    /// <param name="clusters">Their clusters, in the same order, each suspect one with its operation.</param>
    /// <param name="hour">The run's hour.</param>
    /// <param name="previous">The marks after the run before.</param>
    public OperatorIndex Of(IReadOnlyList<Finding> findings, IReadOnlyList<Cluster> clusters, Hour hour, OperatorIndex? previous)
    {
        var found = FoundOperation.Of(findings, clusters, population, matches);
        var flagged = verdicts.Values.Where(v => v.Level >= VerdictLevel.Suspect).Select(v => v.Cluster).OfType<ClusterId>().ToHashSet();
        var operators = FoundOperation.WithEarlier(found, previous?.Operators ?? [], flagged);
        Place(operators);
        var uses = CountFramings(operators);
        var known = operators.Select((o, i) => Of(o, i, uses)).ToArray();
        var kept = Bounded(known, operators);
        var cleared = ClearedAccounts.Of(kept, population, matches, verdicts, _bystanders);
        return cleared.Accounts.Count > MostCleared
            ? new OperatorIndex(hour, [], new HashSet<ulong>(), new HashSet<Trait>())
            : new OperatorIndex(hour, kept, cleared.Accounts, cleared.Owners);
    }

    // Notes whose each account is.
    private void Place(IReadOnlyList<FoundOperation> operators)
    {
        var byCluster = operators
            .SelectMany((o, i) => o.Clusters.Select(c => (Cluster: c, Operator: i)))
            .ToDictionary(c => c.Cluster, c => c.Operator);
        Array.Fill(_operator, Nobody);
        foreach (var verdict in verdicts.Values)
        {
            if (verdict.Level >= VerdictLevel.Suspect && population.Find(verdict.Account) is >= 0 and var i)
            {
                _operator[i] = verdict.Cluster is { } cluster ? byCluster.GetValueOrDefault(cluster, Unfound) : Unfound;
            }
        }
    }

    // For each framing of an operator: which of the operator's customers use it, and how many bystanders.
    private Dictionary<FramingKey, List<FramingTally>> CountFramings(IReadOnlyList<FoundOperation> operators)
    {
        var uses = new Dictionary<FramingKey, List<FramingTally>>();
        foreach (var (i, one) in operators.Index())
        {
            foreach (var key in one.Framings.Keys)
            {
                ref var users = ref CollectionsMarshal.GetValueRefOrAddDefault(uses, key, out _);
                (users ??= []).Add(new FramingTally(i));
            }
        }

        for (var account = 0; account < population.Count; account++)
        {
            foreach (ref readonly var use in matches.Uses[account].AsSpan())
            {
                foreach (var key in use.Framings)
                {
                    if (!uses.TryGetValue(key, out var tallies))
                    {
                        continue;
                    }

                    foreach (var users in tallies)
                    {
                        users.Add(_operator[account], population.Customers.Of(account), _bystanders.Includes(account));
                        Explain(account, users.Operator);
                    }
                }
            }
        }

        return uses;
    }

    private void Explain(int account, int which)
    {
        if (_bystanders.Includes(account) && ClearedAccounts.IsCleared(verdicts[population.Profiles[account].Account]))
        {
            ref var traits = ref CollectionsMarshal.GetValueRefOrAddDefault(_explained, which, out _);
            traits ??= [];
            foreach (var trait in population.TraitsOf(account))
            {
                traits.Add(trait);
            }
        }
    }

    private KnownOperator Of(FoundOperation found, int which, Dictionary<FramingKey, List<FramingTally>> uses)
    {
        var accounts = Enumerable.Range(0, population.Count).Where(i => _operator[i] == which).ToArray();
        var customers = accounts.Select(population.Customers.Of).Distinct().Count();
        var framings = found
            .Framings.Values.OrderBy(f => f.Key)
            .Select(f => new KnownFraming(f, Of(uses[f.Key], which).Weighed((own, others) => Weight(own, others, customers))))
            .Where(f => f.Users.Customers >= LeastCustomers && f.Users.Weight >= LeastWeight && Of(uses[f.Framing.Key], which).AreMostlyOwn);
        return new KnownOperator(found.Clusters, customers, LeastSum(accounts.Length), [.. framings], [.. Means(accounts, which, customers)]);
    }

    // As for the members of a group: the odds against an account, and a margin. But not less than one kind of evidence must weigh.
    private double LeastSum(int accounts) =>
        Math.Max(options.EvidenceThreshold, GroupLinks.OddsAgainst(population.Count, Math.Max(1, accounts)) + options.MemberMargin);

    private static FramingTally Of(List<FramingTally> users, int which) => users.Find(u => u.Operator == which)!;

    private IEnumerable<KnownMeans> Means(int[] accounts, int which, int customers)
    {
        var explained = _explained.GetValueOrDefault(which);
        var holders = new SortedDictionary<int, (Trait Trait, int Accounts, HashSet<int> Customers)>();
        foreach (var account in accounts)
        {
            var numbers = population.TraitsOf(account);
            var traits = population.Profiles[account].Traits;
            for (var i = 0; i < numbers.Length; i++)
            {
                if (numbers[i] >= 0 && traits[i].Kind != TraitKind.Client && !population.Allowed.ContainsKey(traits[i]))
                {
                    var held = holders.TryGetValue(numbers[i], out var known) ? known : (traits[i], 0, []);
                    held.Customers.Add(population.Customers.Of(account));
                    holders[numbers[i]] = held with { Accounts = held.Accounts + 1 };
                }
            }
        }

        foreach (var (number, held) in holders)
        {
            var others = _bystanders.With(number);
            var isCard = held.Trait.Kind == TraitKind.Payment;
            var weight = isCard ? options.CardWeight : Weight(held.Customers.Count, others, customers);
            if (
                others <= held.Accounts
                && explained?.Contains(number) != true
                && !population.IsOfCompany(number)
                && (held.Trait.Kind != TraitKind.EmailDomain || others <= MostOthersOfDomain)
                && (isCard ? held.Accounts >= LeastPayers : held.Customers.Count >= LeastCustomers)
                && weight >= LeastWeight
            )
            {
                yield return new KnownMeans(held.Trait, new Holders(held.Customers.Count, others, weight));
            }
        }
    }

    // The log-likelihood ratio of a mark. Of the bystanders all accounts count, not only customers, which can only lower it.
    private double Weight(int inside, int others, int customers) =>
        Math.Log((inside + Half) / (customers + 1)) - Math.Log((others + Half) / (_bystanders.Customers + 1));

    private static KnownOperator[] Bounded(KnownOperator[] known, IReadOnlyList<FoundOperation> operators)
    {
        var marks = 0;
        return
        [
            .. known
                .Zip(operators)
                .Where(f => f.Second.Accounts > 0 || f.First.Framings.Count > 0)
                .OrderByDescending(f => f.Second.Accounts)
                .ThenBy(f => f.First.Clusters[0])
                .TakeWhile(f => (marks += f.First.Framings.Count + f.First.Means.Count) <= MostMarks)
                .Select(f => f.First),
        ];
    }
}
