namespace Distill.Core.Honeypots;

/// <summary>How strongly text is marked.</summary>
public sealed record MarkOptions
{
    /// <summary>
    /// The chance that a site is set to its sign's form, share. Default 0.5; range 0 to 1. Higher is learned sooner and seen sooner: at 0.5 half of
    /// all sites are as the model wrote them.
    /// </summary>
    public double Rate { get; init; } = 0.5;

    public IEnumerable<string> Errors()
    {
        if (!(Rate is >= 0 and <= 1))
        {
            yield return $"Rate is {Rate}; it must lie in 0 to 1.";
        }
    }
}
