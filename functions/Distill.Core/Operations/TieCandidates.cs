using System.Runtime.InteropServices;
using Distill.Contracts;
using Distill.Statistics;

namespace Distill.Core.Operations;

/// <summary>Proposes pairs of parts that may belong together: they share cards, devices, framings, or hours of sign-up and first call.</summary>
/// <remarks>
/// A value that many parts have proposes each of them with the next few only. The joined parts are compared again, so the chain closes round by
/// round, and the time stays near-linear in the parts.
/// </remarks>
internal static class TieCandidates
{
    // Parts with a value up to which all pairs of them are proposed; and with how many of the next each is, if there are more.
    private const int AllPairs = 16;
    private const int NextFew = 6;

    // Fewest cells of hours in common. One or two are common among parts of the same days.
    private const int MinCells = 3;

    // Length of a cell of hours, in microseconds, in either direction: two hours, so that pairs within an hour share one of two shifted grids.
    private const long Cell = 2 * Micros.PerHour;

    /// <summary>Returns pairs of indices, each once, the smaller first, in order.</summary>
    public static (int A, int B)[] Of(IReadOnlyList<Part> parts)
    {
        var pairs = new HashSet<(int A, int B)>();
        pairs.UnionWith(Sharing(parts, p => p.Means.Select(m => (ulong)m.Trait), 1));
        pairs.UnionWith(Sharing(parts, p => p.Framings.Select(f => f.Framing), 1));
        pairs.UnionWith(Sharing(parts, p => p.Starts.SelectMany(CellsOf).Distinct(), MinCells));
        return [.. pairs.Order()];
    }

    private static IEnumerable<ulong> CellsOf(Start start)
    {
        for (var grid = 0L; grid < 2; grid++)
        {
            var shift = grid * Cell / 2;
            yield return Fingerprint.Mix(Fingerprint.Mix((ulong)grid, (ulong)((start.Opened + shift) / Cell)), (ulong)((start.Began + shift) / Cell));
        }
    }

    // The pairs of parts that share at least so many values.
    private static IEnumerable<(int A, int B)> Sharing(IReadOnlyList<Part> parts, Func<Part, IEnumerable<ulong>> valuesOf, int least)
    {
        var holders = new Dictionary<ulong, List<int>>();
        for (var i = 0; i < parts.Count; i++)
        {
            foreach (var value in valuesOf(parts[i]))
            {
                ref var held = ref CollectionsMarshal.GetValueRefOrAddDefault(holders, value, out _);
                (held ??= []).Add(i);
            }
        }

        using var scratch = Scratch.Rent<KeyCounts>();
        var shared = scratch.Value;
        shared.Clear();
        foreach (var held in holders.Values)
        {
            var reach = held.Count <= AllPairs ? AllPairs : NextFew;
            for (var a = 0; a < held.Count; a++)
            {
                for (var b = a + 1; b < held.Count && b <= a + reach; b++)
                {
                    shared.Add(((ulong)(uint)held[a] << 32) | (uint)held[b])++;
                }
            }
        }

        for (var i = 0; i < shared.Count; i++)
        {
            var (pair, count) = shared.At(i);
            if (count >= least)
            {
                yield return ((int)(pair >> 32), (int)(uint)pair);
            }
        }
    }
}
