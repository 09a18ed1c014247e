using Distill.Cli.Honeypot.Attribution.Findings;
using Distill.Cli.Honeypot.Attribution.Report;
using Distill.Cli.Honeypot.Samples;
using Distill.Files;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Keys;
using Distill.Simulation.Students;

namespace Distill.Cli.Honeypot.Attribution;

/// <summary>One audit of a suspect: files in, a folder of findings out.</summary>
internal sealed class AttributionRun(MasterKey master, EpochId epoch, AttributionOptions options, bool foundText, string? receipts = null)
{
    // Enough unmarked prose for a control of the built-in grammar.
    private const int ControlReplies = 1000;
    private const ulong ControlSeed = 1;

    /// <summary>Freezes, reads, tests and writes; gives what it wrote.</summary>
    /// <exception cref="IOException">A file can't be read or the folder not be written.</exception>
    public AttributionFindings Run(string suspect, string candidates, string? control, string? evidence, string folder)
    {
        using var output = new OutputFolder(folder);
        var samples = SampleFile.Read(suspect);
        var unmarked = control is null ? null : SampleFile.Read(control);
        var named = CandidateFile.Read(candidates);
        var log = receipts is null ? KnownRequests.None : KnownRequests.Read(receipts, epoch);
        string[] requests = [.. samples.Rows.Select(r => foundText ? log.RequestOf(r) : r.AskedOf)];
        var answers = samples.Rows.Zip(requests, (row, request) => (Row: row, Request: request));
        var audit = new AttributionTest(
            new AttributionQuestion
            {
                Suspect = foundText
                    ? [.. answers.Select(a => new Answer(a.Request, Count([a.Row])))]
                    : [.. answers.GroupBy(a => a.Request, a => a.Row, StringComparer.Ordinal).Select(g => new Answer(g.Key, Count(g)))],
                Control = Count(unmarked?.Rows ?? [.. CleanReplies.Of(ControlSeed).Take(ControlReplies).Select(r => new SampleRow("", r))]),
                Master = master,
                Epoch = epoch,
                Candidates = named.Candidates,
                FoundText = foundText,
                Usage = foundText ? Count(unmarked?.Rows ?? []) : new SiteCounts(),
            },
            options
        );
        var findings = new AttributionFindings
        {
            Suspect = samples,
            Control = unmarked,
            Candidates = named,
            Chain = evidence is null ? null : CheckedTransparency.Read(evidence, master, samples.Sha256),
            Epoch = epoch,
            FoundText = foundText,
            RequestsKnown = requests.Count(r => r.Length > 0),
            Options = options,
            Result = audit.Suspect(),
            ControlResult = audit.Control(),
            Decoys = audit.Decoys(),
        };
        AttributionJson.Write(output.Create("audit.json"), findings);
        AttributionPage.Write(output.Create("audit.html"), findings);
        output.Complete();
        return findings;
    }

    private static SiteCounts Count(IEnumerable<SampleRow> rows)
    {
        var counts = new SiteCounts();
        foreach (var row in rows)
        {
            row.Count(counts);
        }

        return counts;
    }
}
