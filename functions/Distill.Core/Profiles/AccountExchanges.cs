using System.Runtime.InteropServices;
using Distill.Core.Events;

namespace Distill.Core.Profiles;

/// <summary>
/// Finds the exchanges at which an account's part of a conversation begins or ends. So it shows when another account carries on where this one
/// stopped.
/// </summary>
/// <remarks>
/// An exchange that one call has as its newest, and a later call of the account behind a newer one, lies inside the account's part, and is left out.
/// Of the others, the smallest hashes are kept: a bottom-k sketch. Hashes fall evenly, so accounts that share many exchanges keep some in common.
/// </remarks>
internal static class AccountExchanges
{
    // The lowest bits of an exchange say where calls have it: as their newest one, or behind a newer one.
    private const ulong Newest = 1,
        Behind = 2,
        Places = Newest | Behind;

    /// <summary>
    /// Returns the exchanges, ascending; of too many, the <paramref name="limit"/> smallest. Valid until the scratch is used again.
    /// </summary>
    /// <param name="calls">The account's calls.</param>
    /// <param name="limit">Most exchanges that are returned.</param>
    /// <param name="scratch">A reusable list.</param>
    public static ReadOnlySpan<ulong> Find(ReadOnlySpan<ApiCall> calls, int limit, List<ulong> scratch)
    {
        scratch.Clear();
        foreach (ref readonly var call in calls)
        {
            if (call.Exchanges.AreKnown)
            {
                scratch.Add(HashOf(call.Exchanges.Last) | Newest);
                if (call.Exchanges.Before != 0)
                {
                    scratch.Add(HashOf(call.Exchanges.Before) | Behind);
                }
            }
        }

        scratch.Sort();
        var all = CollectionsMarshal.AsSpan(scratch);
        var kept = 0;
        for (int from = 0, to; from < all.Length && kept < limit; from = to)
        {
            var exchange = all[from];
            for (to = from + 1; to < all.Length && HashOf(all[to]) == HashOf(exchange); to++)
            {
                exchange |= all[to];
            }

            if ((exchange & Places) != Places)
            {
                all[kept++] = exchange;
            }
        }

        return all[..kept];
    }

    /// <summary>The exchange's hash: the same for every account.</summary>
    public static ulong HashOf(ulong exchange) => exchange & ~Places;

    /// <summary>True when the account's part of the conversation ends with the exchange. Otherwise it begins behind it.</summary>
    public static bool IsEnd(ulong exchange) => (exchange & Newest) != 0;
}
