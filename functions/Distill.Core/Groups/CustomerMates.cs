using Distill.Core.Framings;
using Distill.Statistics;

namespace Distill.Core.Groups;

/// <summary>Brings accounts into a group whose customer has members in it.</summary>
internal static class CustomerMates
{
    /// <summary>
    /// Finds users of a framing who join because of their customer: at least two members are its accounts, and these are at least half of its users.
    /// </summary>
    /// <param name="users">Accounts that use a framing.</param>
    /// <param name="belongs">True for the users, by index, that belong without this rule.</param>
    /// <returns>Indices of the users that join, ascending.</returns>
    public static IEnumerable<int> Joining(IReadOnlyList<FramingUser> users, Func<int, bool> belongs)
    {
        using var scratch = Scratch.Rent<CustomerCounts>();
        var (all, own) = scratch.Value.Cleared();
        for (var i = 0; i < users.Count; i++)
        {
            if (users[i].Customer is >= 0 and var customer)
            {
                all.Add((ulong)customer)++;
                own.Add((ulong)customer) += belongs(i) ? 1 : 0;
            }
        }

        for (var i = 0; i < users.Count; i++)
        {
            if (
                users[i].Customer is >= 0 and var customer
                && !belongs(i)
                && own[(ulong)customer] is >= 2 and var members
                && 2 * members >= all[(ulong)customer]
            )
            {
                yield return i;
            }
        }
    }
}
