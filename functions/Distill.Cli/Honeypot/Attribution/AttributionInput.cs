using Distill.Honeypots.Keys;

namespace Distill.Cli.Honeypot.Attribution;

/// <summary>What an attribution test reads: keys, and files by their paths.</summary>
internal sealed record AttributionInput
{
    public required MasterKey Master { get; init; }

    public required EpochId Epoch { get; init; }

    /// <summary>The suspect's samples.</summary>
    public required string Suspect { get; init; }

    public required string Candidates { get; init; }

    /// <summary>Unmarked text in the suspect's format; null to use the built-in grammar's.</summary>
    public string? Control { get; init; }

    /// <summary>The folder of the transparency log; null for none.</summary>
    public string? Transparency { get; init; }

    /// <summary>The samples are text that was found, not a model's answers.</summary>
    public bool FoundText { get; init; }

    /// <summary>The epoch's log of receipts; null for that of the transparency log, or none.</summary>
    public string? Receipts { get; init; }
}
