using Distill.Evaluation.Scoring;

namespace Distill.Evaluation.Enforcement;

/// <summary>What the campaigns did on one day.</summary>
public sealed record CampaignDay
{
    /// <summary>The day, from 0.</summary>
    public required int Day { get; init; }

    /// <summary>The calls that the operators would have sent if nobody had stopped them, in the mean.</summary>
    public required double Wanted { get; init; }

    /// <summary>The calls that got out.</summary>
    public required long Served { get; init; }

    /// <summary>Those of them that came before their account was flagged, provisionally or by a run.</summary>
    public required long Unflagged { get; init; }

    /// <summary>Those of them that came while their account was throttled by a provisional verdict.</summary>
    public required long Throttled { get; init; }

    /// <summary>Campaign accounts that made a call.</summary>
    public required int AtWork { get; init; }

    /// <summary>Campaign accounts that were blocked.</summary>
    public required int Blocked { get; init; }

    /// <summary>
    /// Minutes and calls from the first call of each replacement that began on this day until it was flagged, provisionally or by a run; infinite if
    /// it never was.
    /// </summary>
    public required IReadOnlyList<(double Minutes, double Calls)> Delays { get; init; }

    /// <summary>Replacements that made their first call.</summary>
    public int Replacements => Delays.Count;

    public double MedianMinutes => Quantile.Median(Delays.Select(d => d.Minutes));

    public double MedianCalls => Quantile.Median(Delays.Select(d => d.Calls));
}
