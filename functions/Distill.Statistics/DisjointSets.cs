using System.Runtime.InteropServices;

namespace Distill.Statistics;

/// <summary>Joins items into sets. The smallest item of a set is its root, so the result does not depend on the order of joins.</summary>
/// <remarks>Union-find with path halving (Tarjan and van Leeuwen, JACM 31, 1984, doi:10.1145/62.2160).</remarks>
internal sealed class DisjointSets<T>
    where T : struct, IComparable<T>
{
    private readonly Dictionary<T, T> _parents = [];

    public void Join(T a, T b)
    {
        var (x, y) = (Root(a), Root(b));
        var order = x.CompareTo(y);
        if (order != 0)
        {
            _parents[order < 0 ? y : x] = order < 0 ? x : y;
        }
    }

    /// <summary>The root of the set that holds <paramref name="item"/>. A new item becomes a set of its own.</summary>
    public T Root(T item)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_parents, item, out var known);
        if (!known)
        {
            _parents[item] = item;
            return item;
        }

        while (true)
        {
            var parent = _parents[item];
            if (parent.CompareTo(item) == 0)
            {
                return item;
            }

            var grandparent = _parents[parent];
            _parents[item] = grandparent;
            item = grandparent;
        }
    }

    /// <summary>All sets that were joined or looked up.</summary>
    public IEnumerable<IGrouping<T, T>> Groups() => _parents.Keys.ToArray().GroupBy(Root);
}
