using Distill.Simulation.World;

namespace Distill.Simulation.Traffic;

/// <summary>What is reported about an account beside its calls.</summary>
internal readonly record struct Notice(long At, int Account, NoticeKind Kind)
{
    // A refused account tries again after an hour, then after twice as long each time, up to ten days.
    private const long FirstPause = 60 * SimulatedTime.Minute;
    private const long LongestPause = 10 * SimulatedTime.Day;

    /// <summary>Returns when a refused account tries again.</summary>
    /// <param name="at">The last try.</param>
    /// <param name="refusedAt">The first one. The pauses up to a try add up to the next pause, less the first.</param>
    public static long NextTry(long at, long refusedAt) => at + Math.Min(at - refusedAt + FirstPause, LongestPause);
}

internal enum NoticeKind
{
    Created,
    Banned,

    /// <summary>The API tier turned a request away for the account's verdict.</summary>
    Refused,
}
