namespace Distill.Core.Verdicts;

/// <summary>Every threshold of the detection.</summary>
public sealed record DetectionOptions
{
    /// <summary>How far back a run looks, hours. Default 168, a week; range 24 to 720. A campaign of 25 calls a day needs days to show.</summary>
    public int LookbackHours { get; init; } = 168;
}
