using Distill.Statistics;

namespace Distill.Core.Resellers;

/// <summary>Where a channel's share of flagged accounts goes.</summary>
public enum TrendDirection
{
    /// <summary>Too few accounts, or none flagged.</summary>
    TooLittle,

    /// <summary>Accounts that are new are flagged about as often as those before.</summary>
    Steady,

    /// <summary>Accounts that are new are flagged more often.</summary>
    Rising,

    /// <summary>Accounts that are new are flagged less often.</summary>
    Falling,
}

/// <summary>The two halves of the lookback beside each other.</summary>
/// <param name="Direction">What they say together.</param>
/// <param name="Earlier">Calls in the earlier half, and those of accounts that are flagged now.</param>
/// <param name="Later">The same of the later half.</param>
public sealed record Trend(TrendDirection Direction, HalfCalls Earlier, HalfCalls Later)
{
    // The chance at which a difference between new and earlier accounts counts, one-sided.
    private static readonly double s_logAlpha = Math.Log(0.01);

    internal static Trend Of(IReadOnlyList<ChannelAccount> accounts)
    {
        var flagged = accounts.Where(a => a.IsFlagged).ToArray();
        return new Trend(
            DirectionOf([.. accounts.Where(a => a.IsAssessed)]),
            new HalfCalls(accounts.Sum(a => a.Calls - a.LaterCalls), flagged.Sum(a => a.Calls - a.LaterCalls)),
            new HalfCalls(accounts.Sum(a => a.LaterCalls), flagged.Sum(a => a.LaterCalls))
        );
    }

    private static TrendDirection DirectionOf(IReadOnlyList<ChannelAccount> assessed)
    {
        var (flagged, recent) = (assessed.Count(a => a.IsFlagged), assessed.Count(a => a.IsNew));
        if (assessed.Count < Excess.MinAccounts || flagged == 0)
        {
            return TrendDirection.TooLittle;
        }

        // Fisher's exact test, both ways.
        var both = assessed.Count(a => a.IsFlagged && a.IsNew);
        return Tails.LogHypergeometricUpper(both, assessed.Count, flagged, recent) <= s_logAlpha ? TrendDirection.Rising
            : Tails.LogHypergeometricUpper(flagged - both, assessed.Count, flagged, assessed.Count - recent) <= s_logAlpha ? TrendDirection.Falling
            : TrendDirection.Steady;
    }
}

/// <summary>Calls in half of the lookback.</summary>
/// <param name="Calls">All calls.</param>
/// <param name="Flagged">Those of accounts that are flagged now.</param>
public sealed record HalfCalls(long Calls, long Flagged);
