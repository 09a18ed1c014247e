using Distill.Simulation.Population;

namespace Distill.Simulation.Traffic;

/// <summary>What the account system reports about an account: that it was created, or that it was banned.</summary>
internal readonly record struct Notice(long At, int Account, bool IsBan)
{
    /// <summary>
    /// Returns all notices before the scenario's end, in order. Accounts that existed before the scenario come first, with their own dates.
    /// </summary>
    public static Notice[] All(Account[] accounts, long length)
    {
        var notices = new List<Notice>(accounts.Length);
        foreach (var account in accounts)
        {
            if (account.Created >= length)
            {
                continue;
            }

            notices.Add(new(account.Created, account.Number, false));
            if (account.BannedAt < length)
            {
                notices.Add(new(account.BannedAt, account.Number, true));
            }
        }
        notices.Sort(static (a, b) => a.At != b.At ? a.At.CompareTo(b.At) : (a.Account, a.IsBan).CompareTo((b.Account, b.IsBan)));
        return [.. notices];
    }
}
