namespace Distill.Honeypots.Attribution;

/// <summary>Settings that are fixed before anyone looks at the sample.</summary>
public sealed record AttributionOptions
{
    /// <summary>The range of <see cref="Tau"/>.</summary>
    public const double MinTau = 0.01,
        MaxTau = 0.5;

    /// <summary>The range of <see cref="Alpha"/>.</summary>
    public const double MinAlpha = 1e-12,
        MaxAlpha = 0.05;

    /// <summary>
    /// How much a writer's rate for a pair varies between contexts, if the two forms are equally likely. Default 0.1, as committed; range 0.01 to
    /// 0.5.
    /// </summary>
    public double Tau { get; init; } = 0.1;

    /// <summary>The highest p at which the report speaks of dependence, corrected for every test made. Default 1e-6; range 1e-12 to 0.05.</summary>
    public double Alpha { get; init; } = 1e-6;

    /// <summary>
    /// How many decoy keys, drawn from public numbers, the sample is also tested with. They show what chance does. Default 1,000; range 1,000 to
    /// 100,000.
    /// </summary>
    public int Decoys { get; init; } = 1000;

    /// <summary>How many suspects are tested with these keys, this one included. It multiplies every p. Default 1; range 1 to 1,000,000.</summary>
    public int Suspects { get; init; } = 1;

    /// <summary>How often this suspect has been or will be tested. It multiplies every p. Default 1; range 1 to 1,000,000.</summary>
    public int Looks { get; init; } = 1;

    /// <summary>The share of keyed text in the training data that the statement of power assumes. Default 0.05; range 0.001 to 1.</summary>
    public double PowerShare { get; init; } = 0.05;

    /// <summary>
    /// The chance that a cell was set when the epoch's text was marked (<see cref="Marking.MarkOptions.Rate"/>). The statement of power uses it, and
    /// so do tests of answers whose request is known. Default 0.5; range 0.01 to 1.
    /// </summary>
    public double MarkingRate { get; init; } = 0.5;

    /// <summary>Returns a sentence for every option that is out of its range; empty if none is.</summary>
    public IEnumerable<string> Errors() =>
        new[]
        {
            Range(nameof(Tau), Tau, MinTau, MaxTau),
            Range(nameof(Alpha), Alpha, MinAlpha, MaxAlpha),
            Range(nameof(Decoys), Decoys, 1000, 100_000),
            Range(nameof(Suspects), Suspects, 1, 1_000_000),
            Range(nameof(Looks), Looks, 1, 1_000_000),
            Range(nameof(PowerShare), PowerShare, 0.001, 1),
            Range(nameof(MarkingRate), MarkingRate, 0.01, 1),
        }.OfType<string>();

    private static string? Range(string name, double value, double least, double most) =>
        value >= least && value <= most ? null : FormattableString.Invariant($"{name} is {value}; it must lie in {least} to {most}.");
}
