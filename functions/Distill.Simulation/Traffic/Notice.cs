using Distill.Simulation.Population;
using Distill.Simulation.World;

namespace Distill.Simulation.Traffic;

/// <summary>What is reported about an account beside its calls.</summary>
internal readonly record struct Notice(long At, int Account, NoticeKind Kind)
{
    // A refused account tries again after an hour, then after twice as long each time, up to ten days.
    private const long FirstPause = 60 * SimulatedTime.Minute;
    private const long LongestPause = 10 * SimulatedTime.Day;

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

            notices.Add(new(account.Created, account.Number, NoticeKind.Created));
            if (account.IsRefused)
            {
                for (var (at, pause) = (account.BannedAt, FirstPause); at < length; at += pause, pause = Math.Min(2 * pause, LongestPause))
                {
                    notices.Add(new(at, account.Number, NoticeKind.Refused));
                }
            }
            else if (account.BannedAt < length)
            {
                notices.Add(new(account.BannedAt, account.Number, NoticeKind.Banned));
            }
        }
        notices.Sort(static (a, b) => a.At != b.At ? a.At.CompareTo(b.At) : (a.Account, a.Kind).CompareTo((b.Account, b.Kind)));
        return [.. notices];
    }
}

internal enum NoticeKind
{
    Created,
    Banned,

    /// <summary>The API tier turned a request away for the account's verdict.</summary>
    Refused,
}
