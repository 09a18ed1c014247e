namespace Distill.Core.Volumes;

/// <summary>Which hourly series are watched, and what is unusual in one.</summary>
public sealed record VolumeOptions
{
    /// <summary>
    /// Calls in the hour below which a series is not looked at. Default 200; range 1 to 1,000,000. A few calls more of few are no news.
    /// </summary>
    public int MinCalls { get; init; } = 200;

    /// <summary>
    /// Hours since a series' first call below which it is not looked at. Default 72; range 12 to 720. Three days show a daily cycle; a new model has
    /// no usual volume.
    /// </summary>
    public int MinHours { get; init; } = 72;

    /// <summary>
    /// Series looked at in one hour, those with the most calls first. Default 500; range 1 to 100,000. Bounds the work where there are many networks.
    /// </summary>
    public int MaxSeries { get; init; } = 500;

    /// <summary>
    /// Spectral residual's score above which an hour stands out. Default 0.3, four times the usual saliency; range 0 to 1. The method's authors' own.
    /// </summary>
    public double MinScore { get; init; } = 0.3;

    /// <summary>
    /// Standard deviations of the series above its mean below which no hour stands out. Default 1.5; range 0 to 10. The service's own; keeps ripples
    /// of a flat series out.
    /// </summary>
    public double MinDeviations { get; init; } = 1.5;

    /// <summary>
    /// Times the hour's usual calls below which no hour stands out. Default 1.5; range 1 to 100. The spectrum alone finds one hour in fifty of a
    /// clean daily cycle unusual, mostly where a weekend ends.
    /// </summary>
    public double MinRatio { get; init; } = 1.5;

    /// <summary>Every option out of its range, in words; empty when all is well.</summary>
    public IEnumerable<string> Errors()
    {
        foreach (
            var (name, value, low, high) in new[]
            {
                (nameof(MinCalls), (double)MinCalls, 1, 1_000_000),
                (nameof(MinHours), MinHours, 12, 720),
                (nameof(MaxSeries), MaxSeries, 1, 100_000),
                (nameof(MinScore), MinScore, 0, 1),
                (nameof(MinDeviations), MinDeviations, 0, 10),
                (nameof(MinRatio), MinRatio, 1, 100),
            }
        )
        {
            if (!(value >= low && value <= high))
            {
                yield return FormattableString.Invariant($"{name} is {value}; it must lie in {low:N0} to {high:N0}.");
            }
        }
    }
}
