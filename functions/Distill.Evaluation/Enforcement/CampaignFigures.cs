namespace Distill.Evaluation.Enforcement;

/// <summary>What came of campaigns whose verdicts were enforced.</summary>
public sealed record CampaignFigures
{
    /// <summary>Each day of the scenario.</summary>
    public required IReadOnlyList<CampaignDay> Days { get; init; }

    /// <summary>When the campaign began.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>When the first campaign account was flagged by a run; null if none was. The time is the run's publication.</summary>
    public required DateTimeOffset? FirstFlag { get; init; }

    /// <summary>When a run first flagged half of the campaign accounts that were at work; null if none did.</summary>
    public required DateTimeOffset? Found { get; init; }

    /// <summary>The campaign's calls up to then.</summary>
    public required long CallsUntilFound { get; init; }

    /// <summary>Innocent accounts that made a call.</summary>
    public required int Innocent { get; init; }

    /// <summary>Innocent accounts that a run flagged at any time, by kind.</summary>
    public required IReadOnlyDictionary<string, int> InnocentFlagged { get; init; }

    /// <summary>Innocent accounts that had a provisional verdict at any time, by kind.</summary>
    public required IReadOnlyDictionary<string, int> InnocentAccused { get; init; }

    /// <summary>Calls of innocent accounts that got out, and that were refused.</summary>
    public required (long Served, long Refused) InnocentCalls { get; init; }

    /// <summary>Hours from the launch of a new model until a move to it was reported; infinite if it never was.</summary>
    public required double HoursToPivot { get; init; }

    /// <summary>The clusters after the run that found the campaign; null if none did.</summary>
    public required OperatorClusters? AtFound { get; init; }

    /// <summary>The clusters after the last run.</summary>
    public required OperatorClusters AtEnd { get; init; }

    public required int Runs { get; init; }

    public long Served => Days.Sum(d => d.Served);

    public double Wanted => Days.Sum(d => d.Wanted);

    /// <summary>Minutes and calls from each replacement's first call until it was flagged.</summary>
    public IEnumerable<(double Minutes, double Calls)> Delays => Days.SelectMany(d => d.Delays);
}
