using Distill.Cli.Honeypot.Transparency;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Transparency;

namespace Distill.Cli.Honeypot.Attribution.Findings;

/// <summary>What the folder of a transparency log shows beside an attribution test.</summary>
/// <param name="Files">The folder's files and their hashes.</param>
/// <param name="Findings">What holds.</param>
/// <param name="Faults">What does not; empty when all does.</param>
/// <param name="SamplesFrozen">Whether the folder froze the samples that were tested.</param>
internal sealed record CheckedTransparency(
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyList<string> Findings,
    IReadOnlyList<string> Faults,
    bool SamplesFrozen
)
{
    /// <summary>The receipts, one in each line; empty if there are none, or if they can't be read.</summary>
    public IReadOnlyList<byte[]> Log { get; private init; } = [];

    // The terms that were committed; null when there are none, or when no test can be made by them.
    private TestTerms? Terms { get; init; }

    /// <summary>The options with what was committed.</summary>
    public AttributionOptions Apply(AttributionOptions options) => Terms is null ? options : Apply(options, Terms);

    /// <param name="path">The folder.</param>
    /// <param name="master">The master key of the test.</param>
    /// <param name="epoch">The epoch of the test.</param>
    /// <param name="samples">SHA-256 of the samples that are tested.</param>
    /// <exception cref="IOException">The folder can't be read.</exception>
    public static CheckedTransparency Read(string path, MasterKey master, EpochId epoch, string samples)
    {
        var folder = TransparencyFolder.Read(path);
        var check = TransparencyCheck.Of(folder.Files, new KnownEvidence { Master = master });
        var faults = check.Faults.ToList();
        if (check.Terms is { } terms && terms.Epoch != epoch.Value)
        {
            faults.Add($"The test is of epoch {epoch}, and the commitment is to epoch {terms.Epoch}.");
        }

        if (check.Terms is { } ours && ours.Dictionary != MarkDictionary.Standard.Hash)
        {
            faults.Add(
                $"The test is by dictionary {MarkDictionary.Standard.Hash}, and the commitment is to {ours.Dictionary}. "
                    + "Audit the epoch with the version that marked it."
            );
        }

        var isUsable = check.Terms is { } used && !Apply(new AttributionOptions(), used).Errors().Any();
        if (check.Terms is { } odd && !isUsable)
        {
            faults.Add($"No test can be made by the committed terms tau {odd.Tau:R} and alpha {odd.Alpha:R}.");
        }

        return new CheckedTransparency(
            Manifest.Of(folder.Files).Files,
            check.Findings,
            faults,
            faults.Count == 0 && check.Frozen.Any(f => f.Sha256 == samples)
        )
        {
            Terms = isUsable ? check.Terms : null,
            Log = faults.Count == 0 ? folder.Lines(TransparencyFiles.Log) : [],
        };
    }

    private static AttributionOptions Apply(AttributionOptions options, TestTerms terms) => options with { Tau = terms.Tau, Alpha = terms.Alpha };
}
