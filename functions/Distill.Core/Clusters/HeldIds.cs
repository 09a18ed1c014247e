using Distill.Contracts;

namespace Distill.Core.Clusters;

/// <summary>Gives each group the id of the cluster, or of the operation, that it continues. So an id stays while members come and go.</summary>
internal static class HeldIds
{
    /// <summary>
    /// Returns an id for each group, in the groups' order. A group gets the id of the previous one with which it shares most members. Each id is
    /// given once; other groups get new ids.
    /// </summary>
    /// <param name="groups">The members of each group, ordered.</param>
    /// <param name="previous">Those of the run before, with their members.</param>
    /// <param name="create">Makes a new id from a group's first member.</param>
    public static IReadOnlyList<TId> Assign<TId>(
        IReadOnlyList<IReadOnlyList<AccountId>> groups,
        IEnumerable<(TId Id, IReadOnlyList<AccountId> Members)> previous,
        Func<AccountId, TId> create
    )
        where TId : struct, IComparable<TId>
    {
        var idsOf = previous.SelectMany(c => c.Members.Select(m => (Member: m, c.Id))).ToLookup(x => x.Member, x => x.Id);
        var overlaps = groups
            .SelectMany(
                (members, group) => members.SelectMany(m => idsOf[m]).CountBy(id => id).Select(o => (Group: group, Id: o.Key, Shared: o.Value))
            )
            .OrderByDescending(o => o.Shared)
            .ThenBy(o => o.Id)
            .ThenBy(o => o.Group);
        var ids = new TId?[groups.Count];
        var given = new HashSet<TId>();
        foreach (var (group, id, _) in overlaps)
        {
            if (ids[group] is null && given.Add(id))
            {
                ids[group] = id;
            }
        }

        return [.. groups.Select((members, i) => ids[i] ?? create(members[0]))];
    }
}
