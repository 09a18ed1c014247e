using Distill.Core.Framings;
using Distill.Statistics;

namespace Distill.Core.Groups;

/// <summary>Accounts that pay with the same card.</summary>
internal static class CardHolders
{
    /// <summary>
    /// Those who belong by themselves bring in those that pay with the same card and use a framing, when they are most of that card.
    /// </summary>
    /// <param name="users">Accounts that use a framing.</param>
    /// <param name="belongs">True for the users, by index, that belong.</param>
    /// <returns>Indices of the users who are brought in, in order.</returns>
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
