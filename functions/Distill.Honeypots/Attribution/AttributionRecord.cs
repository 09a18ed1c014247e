using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Attribution;

/// <summary>What is kept of an attribution test for people to look up: figures, ids and hashes. No text, no key and no name of a file.</summary>
public sealed record AttributionRecord
{
    /// <summary>The most clusters, and the most accounts, that one test may have asked about.</summary>
    public const int MaxCandidates = 10_000;

    /// <summary>The largest share of a suspect's samples that may be unread, of 1. As for a log: one in a hundred.</summary>
    public const double MaxUnread = 0.01;

    public required EpochId Epoch { get; init; }

    /// <summary>The samples were text that was found, not a model's answers.</summary>
    public required bool FoundText { get; init; }

    /// <summary>The bound on the chance that a suspect independent of our text looks like this, after all corrections.</summary>
    public required double P { get; init; }

    /// <summary>The highest p that shows something.</summary>
    public required double Alpha { get; init; }

    /// <summary>Choices of wording in the samples, and the contexts in which they stand.</summary>
    public required long Sites { get; init; }

    public required int Cells { get; init; }

    /// <summary>The share of keyed text in the training data that the two chances below assume.</summary>
    public required double PowerShare { get; init; }

    /// <summary>The chance that the test would have shown dependence.</summary>
    public required double Power { get; init; }

    /// <summary>The chance that it would have named a cluster.</summary>
    public required double NamingPower { get; init; }

    /// <summary>How many suspects, and how many tests of each, every p was corrected for.</summary>
    public required int Suspects { get; init; }

    public required int Looks { get; init; }

    /// <summary>Keys that never marked anything, and how many of them the samples would have accused.</summary>
    public required int Decoys { get; init; }

    public required int DecoysAccused { get; init; }

    /// <summary>The same p of the unmarked control.</summary>
    public required double ControlP { get; init; }

    /// <summary>SHA-256 of the word list by which the test was made.</summary>
    public required string Dictionary { get; init; }

    /// <summary>SHA-256 of the suspect's samples.</summary>
    public required string Samples { get; init; }

    /// <summary>Samples that were read, and lines that were not.</summary>
    public required int Rows { get; init; }

    public required int Rejected { get; init; }

    /// <summary>Whether a transparency log holds, and froze these samples before the test; null if there was no such log.</summary>
    public required bool? SamplesFrozen { get; init; }

    /// <summary>The clusters that were asked about, by their codes, the surest first.</summary>
    public required IReadOnlyList<RecordedCandidate> Clusters { get; init; }

    /// <summary>The accounts that were asked about, the surest first.</summary>
    public required IReadOnlyList<RecordedCandidate> Accounts { get; init; }

    /// <summary>Whether dependence on our keyed text is shown.</summary>
    public bool IsShown => P <= Alpha;

    /// <summary>Whether a candidate's own key is shown.</summary>
    public bool Names(RecordedCandidate candidate) => candidate.P <= Alpha;
}

/// <summary>A cluster or an account that a test asked about.</summary>
/// <param name="Id">The cluster's code, or the account.</param>
/// <param name="P">Its p after all corrections.</param>
/// <param name="Cells">The contexts that could tell.</param>
public readonly record struct RecordedCandidate(string Id, double P, int Cells);
