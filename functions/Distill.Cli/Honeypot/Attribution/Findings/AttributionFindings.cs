using Distill.Cli.Honeypot.Samples;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Keys;

namespace Distill.Cli.Honeypot.Attribution.Findings;

/// <summary>The result of an attribution test and what it was about. Holds no key and no text.</summary>
internal sealed record AttributionFindings
{
    public required SampleFile Suspect { get; init; }

    /// <summary>The unmarked control; null if the built-in one was used.</summary>
    public required SampleFile? Control { get; init; }

    public required CandidateFile Candidates { get; init; }

    /// <summary>Commitment, transparency log and time stamps, checked; null if no such folder was given.</summary>
    public required CheckedTransparency? Transparency { get; init; }

    public required EpochId Epoch { get; init; }

    public required bool FoundText { get; init; }

    /// <summary>Samples whose request is known. They are tested against what each key set for that request.</summary>
    public required int RequestsKnown { get; init; }

    /// <summary>Samples of which it is known for which cluster and account the request's answer was marked.</summary>
    public required int ClustersKnown { get; init; }

    /// <summary>Answers to questions that make no choice.</summary>
    public required int NoChoice { get; init; }

    public required AttributionOptions Options { get; init; }

    public required AttributionResult Result { get; init; }

    public required AttributionResult ControlResult { get; init; }

    public required IReadOnlyList<SignTest> Decoys { get; init; }

    /// <summary>Why the samples can't bear an answer. Empty when they can.</summary>
    public IReadOnlyList<string> Shortfalls =>
        [
            .. Suspect.Rejected.Count > AttributionRecord.MaxUnread * (Suspect.Rows.Count + Suspect.Rejected.Count)
                ?
                [
                    $"{Suspect.Rejected.Count} of {Suspect.Rows.Count + Suspect.Rejected.Count} lines of the samples hold no readable answer. "
                        + "Give JSON lines with prompt and response.",
                ]
                : Array.Empty<string>(),
            .. Result.Cells == 0 ? ["No sample has a place where two wordings mean the same. Give longer answers."] : Array.Empty<string>(),
        ];

    /// <summary>What was tested, in a word.</summary>
    public string Kind => FoundText ? "text" : "model";

    /// <summary>Whether dependence on our keyed text is shown.</summary>
    public bool IsShown => Result.P <= Options.Alpha;

    /// <summary>Clusters and accounts whose own key is shown, the surest first.</summary>
    public IEnumerable<CandidateTest> Named => ByP.Where(c => c.Corrected <= Options.Alpha);

    /// <summary>All candidates, the surest first.</summary>
    public IEnumerable<CandidateTest> ByP => Result.Candidates.OrderBy(c => c.Test.LogP).ThenByDescending(c => c.Test.Z);

    /// <summary>Tests that every p was corrected for.</summary>
    public long Tests => (1L + Result.Candidates.Count) * Options.Suspects * Options.Looks;

    /// <summary>Decoys that would have been accused if they had been candidates.</summary>
    public int DecoysAccused => Decoys.Count(d => d.LogP + Math.Log(Decoys.Count) <= Math.Log(Options.Alpha));
}
