namespace Distill.Core.Profiles;

/// <summary>Which accounts are established. Only these make a value popular, because anybody can open a crowd of others in a day.</summary>
/// <remarks>
/// An account is established by a history of its own; or, after a few calls, by its age or by a card that few accounts share. What is unknown takes
/// nothing away: an account without a record, or without a known time of creation, counts as established. A customer is established when one of its
/// accounts is.
/// <para>
/// An account that is not established is no witness against anybody either. So a comparison leaves it out on both sides, except where the account
/// itself shows what is compared, such as two framings of one family: then it counts on both sides.
/// </para>
/// <para>When fewer than one in ten are established, there is nobody to compare with, and all accounts count as established.</para>
/// </remarks>
internal static class EstablishedAccounts
{
    // Calls of the lookback that establish an account by themselves. They cost what work costs; a day and a half of a campaign's light accounts.
    private const int OwnHistory = 30;

    // Fewest calls of the lookback in any case. Fewer show no habits, so they can't tell what a customer chooses; and cards and age are cheap.
    private const int LeastCalls = 5;

    // Age at the last call, in ticks: two weeks. Campaigns open accounts as they need them, so a crowd of that age was planned for.
    private const long LeastAge = 14 * TimeSpan.TicksPerDay;

    // Most accounts on a card that establishes. A household has as many; a card for dozens costs little an account.
    internal const int MostOnCard = 3;

    // Share of all accounts that must be established. In the first hours of a log, or on a launch day, hardly anybody is: then all count.
    private const double LeastShare = 0.1;

    /// <summary>Returns for each account whether it is established.</summary>
    /// <param name="profiles">All active accounts.</param>
    /// <param name="hasOwnCard">True for an account, by index, with a card of at most <see cref="MostOnCard"/> accounts.</param>
    public static bool[] Find(IReadOnlyList<AccountProfile> profiles, Func<int, bool> hasOwnCard) =>
        OrAll(
            profiles,
            i =>
                profiles[i].Record is not { Created: >= 0 }
                || profiles[i].Count >= OwnHistory
                || (profiles[i].Count >= LeastCalls && (IsOld(profiles[i]) || hasOwnCard(i)))
        );

    /// <summary>Returns for each account whether it made enough calls to show habits.</summary>
    public static bool[] WithHabits(IReadOnlyList<AccountProfile> profiles) => OrAll(profiles, i => profiles[i].Count >= LeastCalls);

    /// <summary>True for an account that was opened two weeks before its last call or earlier, or nobody knows when.</summary>
    public static bool IsOld(AccountProfile profile) =>
        profile.Record is not { Created: var created and >= 0 } || LastCallTicks(profile) - created >= LeastAge;

    private static bool[] OrAll(IReadOnlyList<AccountProfile> profiles, Func<int, bool> counts)
    {
        bool[] found = [.. ParallelEnumerable.Range(0, profiles.Count).AsOrdered().Select(counts)];
        if (found.Count(c => c) < LeastShare * found.Length)
        {
            Array.Fill(found, true);
        }

        return found;
    }

    private static long LastCallTicks(AccountProfile profile) => DateTimeOffset.UnixEpoch.AddMicroseconds(profile.LastCall).UtcTicks;
}
