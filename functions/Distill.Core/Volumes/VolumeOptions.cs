namespace Distill.Core.Volumes;

/// <summary>Which hourly series are watched, and what counts as unusual in one.</summary>
public sealed record VolumeOptions
{
    /// <summary>
    /// Fewest calls in the hour for a series to be looked at. Default 200; range 1 to 1,000,000. A few more calls in a small series are no news.
    /// </summary>
    public int MinCalls { get; init; } = 200;

    /// <summary>
    /// Fewest hours since a series' first call for it to be looked at. Default 72; range 12 to 720. Three days show a daily cycle, and a new model
    /// has no usual volume yet.
    /// </summary>
    public int MinHours { get; init; } = 72;

    /// <summary>
    /// Most series looked at in one hour, those with the most calls first. Default 500; range 1 to 100,000. It bounds the work when there are many
    /// networks.
    /// </summary>
    public int MaxSeries { get; init; } = 500;

    /// <summary>
    /// Least score of the spectral residual at which an hour stands out. Default 0.3, four times the usual saliency; range 0 to 1. The default is
    /// that of the method's authors.
    /// </summary>
    public double MinScore { get; init; } = 0.3;

    /// <summary>
    /// Least number of standard deviations above the series' mean at which an hour stands out. Default 1.5; range 0 to 10. The default is that of
    /// the authors' service. It ignores ripples of a flat series.
    /// </summary>
    public double MinDeviations { get; init; } = 1.5;

    /// <summary>
    /// Least multiple of the hour's usual calls at which an hour stands out. Default 1.5; range 1 to 100. The spectrum alone finds one hour in
    /// fifty of a clean daily cycle unusual, mostly at the end of a weekend.
    /// </summary>
    public double MinRatio { get; init; } = 1.5;

    /// <summary>Describes each option that is out of its range. Empty when all are valid.</summary>
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
