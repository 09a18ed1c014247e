using System.Runtime.InteropServices;

namespace Distill.Statistics;

/// <summary>Union-find with path halving; the smaller root wins, so that the result does not depend on the order of joins.</summary>
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

    /// <summary>The root of <paramref name="item"/>, which is added as a set of its own when it is new.</summary>
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
