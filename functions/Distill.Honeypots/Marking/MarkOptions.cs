using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Marking;

/// <summary>How strongly text is marked.</summary>
public sealed record MarkOptions
{
    /// <summary>
    /// The chance that one of the provider's or the cluster's cells is set to its sign's form. The account's cells are always set, unless the rate is
    /// 0 (<see cref="LayerRates"/>). Default 0.5; range 0 to 1. A higher rate is learned sooner and noticed sooner. At 0.5 almost half of the sites
    /// stay as the model wrote them.
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
