using System.CommandLine;
using Distill.Cli.Honeypot.Attribution.Findings;
using Distill.Cli.Honeypot.Keys;
using Distill.Cli.Terminal;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Keys;

namespace Distill.Cli.Honeypot.Attribution;

/// <summary><c>distill honeypot audit</c>: the attribution test of a suspect model or text.</summary>
internal static class AttributionCommand
{
    public static Command Create()
    {
        var defaults = new AttributionOptions();
        var key = KeyOptions.Key();
        var epoch = KeyOptions.Epoch();
        var suspect = new Option<string>("--suspect")
        {
            Required = true,
            HelpName = "FILE",
            Description =
                "The suspect's answers: JSON lines with prompt and response, .jsonl or .jsonl.gz. Of a line with beginning and request, as "
                + "'honeypot probe' writes it, only the choice that it asks for counts, and only for keys that marked it for that request.",
        };
        var candidates = new Option<string>("--candidates")
        {
            Required = true,
            HelpName = "FILE",
            Description = "Who may have leaked: one cluster on each line, or JSON lines with cluster, account or both.",
        };
        var control = new Option<string?>("--control")
        {
            HelpName = "FILE",
            Description = "Text known to be unmarked, in the suspect's format. Default: prose from the program's own grammar.",
        };
        var evidence = new Option<string?>("--evidence")
        {
            HelpName = "DIR",
            Description = "The folder of the transparency log, as 'honeypot commit' wrote it. It is checked, and the test goes by its terms.",
        };
        var found = new Option<bool>("--found")
        {
            Description =
                "The samples are text that was found, not a model's answers. Each row is a text by itself, and a "
                + "row's request tells what was marked in it. Give an unmarked --control of the same model: its habits sharpen the test.",
        };
        var receipts = new Option<string?>("--receipts")
        {
            HelpName = "FILE",
            Description =
                "The epoch's log of receipts. It tells for which cluster and account each request was marked, and only their keys are held against "
                + "it. With --found it also tells the request of an answer that was found whole. Default: the log in --evidence, then the rows' own "
                + "cluster and account.",
        };
        var rate = new Option<double>("--rate")
        {
            HelpName = "SHARE",
            DefaultValueFactory = _ => defaults.MarkingRate,
            Description = "The rate at which the epoch's text was marked, 0.01 to 1. The test uses it where a request is known.",
        };
        var suspects = new Option<int>("--suspects")
        {
            HelpName = "N",
            DefaultValueFactory = _ => defaults.Suspects,
            Description = "Suspects tested with these keys. Every p is multiplied by it.",
        };
        var looks = new Option<int>("--looks")
        {
            HelpName = "N",
            DefaultValueFactory = _ => defaults.Looks,
            Description = "Times that this suspect is tested. Every p is multiplied by it.",
        };
        var decoys = new Option<int>("--decoys")
        {
            HelpName = "N",
            DefaultValueFactory = _ => defaults.Decoys,
            Description = "Decoy keys to test the sample against, 1,000 to 100,000.",
        };
        var output = new Option<string>("--out")
        {
            Required = true,
            HelpName = "DIR",
            Description = "Folder for audit.json and audit.html. It is made if it is missing.",
        };
        rate.AcceptRange(0.01, 1);
        suspects.AcceptRange(1, 1_000_000);
        looks.AcceptRange(1, 1_000_000);
        decoys.AcceptRange(1000, 100_000);

        var command = new Command(
            "audit",
            "The attribution test: does a suspect model or text depend on text that we marked, and from which cluster does that text come? Gives "
                + "the chance of being wrong."
        )
        {
            key,
            epoch,
            suspect,
            candidates,
            control,
            evidence,
            found,
            receipts,
            rate,
            suspects,
            looks,
            decoys,
            output,
        };
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                var options = defaults with
                {
                    Suspects = parsed.GetValue(suspects),
                    Looks = parsed.GetValue(looks),
                    Decoys = parsed.GetValue(decoys),
                    MarkingRate = parsed.GetValue(rate),
                };
                var folder = parsed.GetRequiredValue(output);
                var findings = AttributionRun.Run(
                    new AttributionInput
                    {
                        Master = KeyOptions.ReadKey(parsed.GetRequiredValue(key)),
                        Epoch = KeyOptions.Parse<EpochId>("--epoch", parsed.GetRequiredValue(epoch)),
                        Suspect = parsed.GetRequiredValue(suspect),
                        Candidates = parsed.GetRequiredValue(candidates),
                        Control = parsed.GetValue(control),
                        Transparency = parsed.GetValue(evidence),
                        FoundText = parsed.GetValue(found),
                        Receipts = parsed.GetValue(receipts),
                    },
                    options,
                    folder
                );
                await parsed.InvocationConfiguration.Output.WriteLineAsync(Summary(findings, folder)).ConfigureAwait(false);
                foreach (var fault in findings.Transparency?.Faults ?? [])
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync($"FAULT in the transparency log: {fault}").ConfigureAwait(false);
                }

                return findings.Transparency is { Faults.Count: > 0 } ? ExitCode.Failed
                    : findings.Shortfalls.Count > 0 ? ExitCode.NoAnswer
                    : ExitCode.Done;
            }
        );
        return command;
    }

    private static string Summary(AttributionFindings findings, string folder) =>
        string.Join(
            '\n',
            [
                $"Read       {findings.Suspect.Rows.Count:N0} samples, {findings.Suspect.Rejected.Count:N0} lines rejected; "
                    + $"{findings.Result.Sites:N0} choices of wording in {findings.Result.Cells:N0} cells",
                $"Dependence {(findings.IsShown ? "shown" : "not shown")}, p at most {Chance.Text(findings.Result.LogP)} after correction for "
                    + $"{findings.Tests:N0} tests",
                $"Named      {Named(findings)}",
                $"Power      a share of {100 * findings.Options.PowerShare:0.#} % would have been shown with "
                    + $"{Math.Floor(100 * findings.Result.Power.Power):0} %",
                $"Chance     {findings.DecoysAccused:N0} of {findings.Decoys.Count:N0} decoy keys accused; control p "
                    + $"{Chance.Text(findings.ControlResult.LogP)}",
                .. findings.NoChoice > 0
                    ? [$"No choice  {findings.NoChoice:N0} answers refuse, or have both forms or neither; they did not count"]
                    : Array.Empty<string>(),
                .. findings.Shortfalls.Select(s => $"NO ANSWER  {s}"),
                $"See        {Path.Combine(folder, "audit.html")}",
            ]
        );

    private static string Named(AttributionFindings findings) =>
        findings.Named.ToArray() is { Length: > 0 } named
            ? string.Join(", ", named.Take(10).Select(c => $"{c.Id} (p {Chance.Text(c.LogCorrected)})"))
                + (named.Length > 10 ? $" and {named.Length - 10} more" : "")
            : "none of the candidates";
}
