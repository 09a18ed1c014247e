using Distill.Core.Events;

namespace Distill.Core.Signals;

/// <summary>Networks as disjoint ranges, ascending. A look-up is one binary search: some sixteen steps in a published list.</summary>
internal sealed class PrefixRanges
{
    // Addresses in an IPv4 /24.
    private const ulong V4Addresses = 256;

    private readonly ulong[] _firsts;
    private readonly ulong[] _lasts;

    /// <param name="ranges">First and last address of each range, in any order. Ranges may overlap.</param>
    public PrefixRanges(IEnumerable<(ulong First, ulong Last)> ranges)
    {
        var firsts = new List<ulong>();
        var lasts = new List<ulong>();
        foreach (var (first, last) in ranges.Order())
        {
            if (lasts.Count > 0 && (first <= lasts[^1] || first - 1 == lasts[^1]))
            {
                lasts[^1] = Math.Max(lasts[^1], last);
            }
            else
            {
                firsts.Add(first);
                lasts.Add(last);
            }
        }

        (_firsts, _lasts) = ([.. firsts], [.. lasts]);
    }

    /// <summary>Number of ranges after joining.</summary>
    public int Count => _firsts.Length;

    /// <summary>
    /// True when the ranges hold at least half of the network's addresses. For IPv4 only the /24 is known, and one listed address must not mark all
    /// of it.
    /// </summary>
    public bool CoversHalf(NetworkPrefix network)
    {
        var from = network.Bits;
        var size = network.IsV4 ? V4Addresses : 1;
        var to = from + (size - 1);
        var at = Array.BinarySearch(_firsts, from);
        ulong covered = 0;
        for (var i = Math.Max(0, at >= 0 ? at : ~at - 1); i < _firsts.Length && _firsts[i] <= to; i++)
        {
            if (_lasts[i] >= from)
            {
                covered += Math.Min(_lasts[i], to) - Math.Max(_firsts[i], from) + 1;
            }
        }

        return 2 * covered >= size;
    }
}
