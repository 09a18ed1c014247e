using Distill.Contracts;

namespace Distill.Core.Clusters;

/// <summary>Gives each group the id of the cluster that it continues. So an id stays while members come and go.</summary>
internal static class ClusterIdentities
{
    /// <summary>
    /// Returns an id for each group, in the groups' order. A group gets the id of the previous cluster with which it shares most members. Each id
    /// is given once; other groups get new ids.
    /// </summary>
    /// <param name="groups">The members of each group, ordered.</param>
    /// <param name="previous">The clusters of the run before, with their members.</param>
    /// <param name="hour">The hour of this run. New ids contain it.</param>
    public static IReadOnlyList<ClusterId> Assign(
        IReadOnlyList<IReadOnlyList<AccountId>> groups,
        IEnumerable<(ClusterId Id, IReadOnlyList<AccountId> Members)> previous,
        Hour hour
    )
    {
        var clustersOf = previous.SelectMany(c => c.Members.Select(m => (Member: m, c.Id))).ToLookup(x => x.Member, x => x.Id);
        var overlaps = groups
            .SelectMany(
                (members, group) => members.SelectMany(m => clustersOf[m]).CountBy(id => id).Select(o => (Group: group, Id: o.Key, Shared: o.Value))
            )
            .OrderByDescending(o => o.Shared)
            .ThenBy(o => o.Id)
            .ThenBy(o => o.Group);
        var ids = new ClusterId?[groups.Count];
        var given = new HashSet<ClusterId>();
        foreach (var (group, id, _) in overlaps)
        {
            if (ids[group] is null && given.Add(id))
            {
                ids[group] = id;
            }
        }

        return [.. groups.Select((members, i) => ids[i] ?? ClusterId.Of(hour, members[0]))];
    }
}
