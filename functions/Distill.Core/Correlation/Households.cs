using Distill.Core.Statistics;

namespace Distill.Core.Correlation;

/// <summary>Accounts that pay with the same card.</summary>
internal static class Households
{
    /// <summary>
    /// Those who belong by themselves bring in those that pay with the same card and use a framing, when they are most of that household.
    /// </summary>
    /// <param name="users">Accounts that use a framing.</param>
    /// <param name="belongs">True for the users, by index, that belong.</param>
    /// <returns>Indices of the users who are brought in, in order.</returns>
    public static IEnumerable<int> Joining(IReadOnlyList<TemplateUser> users, Func<int, bool> belongs)
    {
        var (all, own) = (new KeyCounts(), new KeyCounts());
        for (var i = 0; i < users.Count; i++)
        {
            if (users[i].Household is >= 0 and var household)
            {
                all.Add((ulong)household)++;
                own.Add((ulong)household) += belongs(i) ? 1 : 0;
            }
        }

        for (var i = 0; i < users.Count; i++)
        {
            if (
                users[i].Household is >= 0 and var household
                && !belongs(i)
                && own[(ulong)household] is >= 2 and var members
                && 2 * members >= all[(ulong)household]
            )
            {
                yield return i;
            }
        }
    }
}
