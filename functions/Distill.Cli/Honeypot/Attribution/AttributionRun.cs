using Distill.Cli.Honeypot.Attribution.Findings;
using Distill.Cli.Honeypot.Attribution.Report;
using Distill.Cli.Honeypot.Samples;
using Distill.Files;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Marking;
using Distill.Simulation.Students;

namespace Distill.Cli.Honeypot.Attribution;

/// <summary>Runs one attribution test: files in, a folder of findings out.</summary>
internal static class AttributionRun
{
    // Enough unmarked prose for a control of the built-in grammar.
    private const int ControlReplies = 1000;
    private const ulong ControlSeed = 1;

    /// <summary>Freezes, reads, tests and writes. With a transparency log, it tests by the committed terms. Returns what it wrote.</summary>
    /// <exception cref="IOException">A file can't be read, or the folder can't be written.</exception>
    public static AttributionFindings Run(AttributionInput input, AttributionOptions options, string folder)
    {
        using var output = new OutputFolder(folder);
        var suspect = Usable(SampleFile.Read(input.Suspect), input.Suspect);
        var transparency = input.Transparency is null
            ? null
            : CheckedTransparency.Read(input.Transparency, input.Master, input.Epoch, suspect.Sha256);
        options = transparency?.Apply(options) ?? options;
        var control = input.Control is null ? null : Usable(SampleFile.Read(input.Control), input.Control);
        var candidates = CandidateFile.Read(input.Candidates);
        var known =
            input.Receipts is not null ? KnownRequests.Read(input.Receipts, input.Epoch)
            : transparency?.Log is { Count: > 0 } log ? KnownRequests.Of(log, input.Transparency!, input.Epoch)
            : KnownRequests.None;
        (SampleRow Row, string Request, MarkAssignment? Marked)[] samples =
        [
            .. suspect
                .Rows.Select(r => (Row: r, Request: input.FoundText ? known.RequestOf(r) : r.AskedOf))
                .Select(s => (s.Row, s.Request, known.MarkedFor(s.Request, s.Row))),
        ];
        var test = new AttributionTest(
            new AttributionQuestion
            {
                Suspect = Answers(samples, input.FoundText),
                Control = Count(control?.Rows ?? [.. CleanReplies.Of(ControlSeed).Take(ControlReplies).Select(r => new SampleRow("", r))]),
                Master = input.Master,
                Epoch = input.Epoch,
                Candidates = candidates.Candidates,
                FoundText = input.FoundText,
                Usage = input.FoundText ? Count(control?.Rows ?? []) : new SiteCounts(),
            },
            options
        );
        var findings = new AttributionFindings
        {
            Suspect = suspect,
            Control = control,
            Candidates = candidates,
            Transparency = transparency,
            Epoch = input.Epoch,
            FoundText = input.FoundText,
            RequestsKnown = samples.Count(s => s.Request.Length > 0),
            ClustersKnown = samples.Count(s => s.Marked is not null),
            NoChoice = suspect.Rows.Count(r => r.Question is not null && !r.Count(new SiteCounts())),
            Options = options,
            Result = test.Suspect(),
            ControlResult = test.Control(),
            Decoys = test.Decoys(),
        };
        AttributionJson.Write(output.Create("audit.json"), findings);
        AttributionPage.Write(output.Create("audit.html"), findings);
        output.Complete();
        return findings;
    }

    // A test of nothing would say that nothing was shown.
    private static SampleFile Usable(SampleFile samples, string path) =>
        samples.Rows.Count > 0
            ? samples
            : throw new IOException(
                $"There is no sample in {path}: {samples.Rejected.Count} lines were read and none has an answer. Give JSON lines such as "
                    + "{\"prompt\": \"...\", \"response\": \"...\"}."
            );

    /// <summary>A found text is an answer by itself. A model's answers are put together by request.</summary>
    private static Answer[] Answers(IEnumerable<(SampleRow Row, string Request, MarkAssignment? Marked)> samples, bool foundText) =>
        foundText
            ? [.. samples.Select(s => new Answer(s.Request, Count([s.Row]), s.Marked))]
            : [.. samples.GroupBy(s => (s.Request, s.Marked), s => s.Row).Select(g => new Answer(g.Key.Request, Count(g), g.Key.Marked))];

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
