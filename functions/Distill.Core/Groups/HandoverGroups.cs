using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Groups;

/// <summary>Finds groups of accounts that hand conversations over among themselves, each customer with two others at least.</summary>
/// <remarks>
/// Customers with fewer partners leave until none does: the 2-core of the graph of customers (Seidman, Social Networks 5, 1983,
/// doi:10.1016/0378-8733(83)90028-X). So a person with two accounts, or two friends, do not join a group. The time is linear in the handovers.
/// </remarks>
internal sealed class HandoverGroups(PopulationBaseline population, DetectionOptions options)
{
    /// <summary>Returns the groups that have enough accounts for a cluster, ordered by their accounts.</summary>
    public IEnumerable<CandidateGroup> Find()
    {
        var core = Core();
        var sets = new DisjointSets<int>();
        foreach (var (account, others) in population.Handovers.Accounts)
        {
            foreach (var other in others)
            {
                if (core.Contains(population.Customers.Of(account)) && core.Contains(population.Customers.Of(other)))
                {
                    sets.Join(account, other);
                }
            }
        }

        foreach (var group in sets.Groups().Where(g => g.Count() >= options.MinClusterSize).OrderBy(g => g.Key))
        {
            var members = group
                .Order()
                .Select(i => new Membership(population.Profiles[i], 0, 0, population.Profiles[i].FirstCall, options.MemberMargin)
                {
                    Own = OwnEvidence.Handover,
                })
                .ToArray();
            yield return new CandidateGroup(members, null, null);
        }
    }

    // The customers that remain when those with too few partners leave, again and again.
    private HashSet<int> Core()
    {
        var partners = population.Handovers.Partners;
        var left = partners.ToDictionary(p => p.Key, p => p.Value.Count);
        var leaving = new Stack<int>(left.Where(p => p.Value < Handovers.MinPartners).Select(p => p.Key));
        while (leaving.TryPop(out var customer))
        {
            if (!left.Remove(customer))
            {
                continue;
            }

            foreach (var other in partners[customer])
            {
                if (left.TryGetValue(other, out var count))
                {
                    left[other] = count - 1;
                    if (count - 1 < Handovers.MinPartners)
                    {
                        leaving.Push(other);
                    }
                }
            }
        }

        return [.. left.Keys];
    }
}
