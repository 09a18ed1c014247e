using Distill.Core.Framings;
using Distill.Statistics;

namespace Distill.Core.Groups;

/// <summary>Brings accounts into a group by a card that they share with members.</summary>
internal static class CardHolders
{
    /// <summary>
    /// Finds users of a framing who join because of their card: at least two members pay with it, and these are at least half of its users.
    /// </summary>
    /// <param name="users">Accounts that use a framing.</param>
    /// <param name="belongs">True for the users, by index, that belong without this rule.</param>
    /// <returns>Indices of the users that join, ascending.</returns>
    public static IEnumerable<int> Joining(IReadOnlyList<FramingUser> users, Func<int, bool> belongs)
    {
        var (all, own) = (new KeyCounts(), new KeyCounts());
        for (var i = 0; i < users.Count; i++)
        {
            if (users[i].Card is >= 0 and var card)
            {
                all.Add((ulong)card)++;
                own.Add((ulong)card) += belongs(i) ? 1 : 0;
            }
        }

        for (var i = 0; i < users.Count; i++)
        {
            if (users[i].Card is >= 0 and var card && !belongs(i) && own[(ulong)card] is >= 2 and var members && 2 * members >= all[(ulong)card])
            {
                yield return i;
            }
        }
    }
}
