using Distill.Contracts;

namespace Distill.Core.Clusters;

/// <summary>Gives groups the ids of the clusters that they continue, so that an id stays while members come and go.</summary>
internal static class ClusterIdentities
{
    /// <summary>
    /// An id for each group, in the groups' order: the previous cluster it shares most members with, each given once; else a new one.
    /// </summary>
    /// <param name="groups">Members of each group, in order of account.</param>
    /// <param name="previous">Earlier clusters and their members.</param>
    /// <param name="hour">The hour of this run, for new ids.</param>
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
