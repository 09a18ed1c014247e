using Distill.Statistics;

namespace Distill.Core.Resellers;

/// <summary>A part of a whole, with the 95 % interval of its share.</summary>
/// <param name="Count">The part.</param>
/// <param name="Of">The whole.</param>
/// <param name="Value">The share, 0 to 1. Null when the whole is 0.</param>
/// <param name="Low">The lower end of its interval.</param>
/// <param name="High">The upper end of its interval.</param>
public sealed record Share(long Count, long Of, double? Value, double? Low, double? High)
{
    /// <summary>
    /// Returns the share of flagged accounts or calls. The flagged accounts of one cluster are one unit, because they come together; each other
    /// account is a unit of its own. See <see cref="Proportion.Of(IReadOnlyList{ValueTuple{long, long}})"/>.
    /// </summary>
    /// <param name="accounts">The assessed accounts.</param>
    /// <param name="weight">Returns what an account counts: one, or its calls.</param>
    internal static (Share Share, Proportion Proportion) Flagged(IReadOnlyList<ChannelAccount> accounts, Func<ChannelAccount, long> weight)
    {
        var flagged = accounts.Where(a => a.IsFlagged).ToLookup(a => a.Cluster);
        List<(long Hits, long Trials, long Units)> units =
        [
            .. flagged.Where(c => c.Key is not null).Select(c => (c.Sum(weight), c.Sum(weight), 1L)),
            .. flagged[null].Select(a => (weight(a), weight(a), 1L)),
            .. accounts.Where(a => !a.IsFlagged).GroupBy(weight).Select(g => (0L, g.Key, (long)g.Count())),
        ];
        var share = Proportion.Of(units);
        var counted = new Share(
            units.Sum(u => u.Hits * u.Units),
            units.Sum(u => u.Trials * u.Units),
            Known(share.Value),
            Known(share.Low),
            Known(share.High)
        );
        return (counted, share);
    }

    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}
