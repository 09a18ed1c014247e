using System.CommandLine;
using Distill.Cli.Honeypot.Samples;
using Distill.Cli.Terminal;
using Distill.Evaluation.Attribution;
using Distill.Evaluation.Report;

namespace Distill.Cli.Honeypot.Evaluate;

/// <summary><c>distill honeypot evaluate</c>.</summary>
internal static class HoneypotEvaluateCommand
{
    public static Command Create()
    {
        var texts = new Option<string?>("--texts")
        {
            HelpName = "DIR",
            Description =
                "Folder of your own clean text, one source in each file: JSON lines with text or response. Default: six writers of the "
                + "built-in grammar.",
        };
        var quick = new Option<bool>("--quick") { Description = "Run a small fraction of the study, to see that it works." };
        var parts = new Option<string[]>("--part")
        {
            HelpName = "NAME",
            AllowMultipleArgumentsPerToken = true,
            Description = $"Parts of the study to run: {string.Join(", ", AttributionStudy.Parts)}. Default: all.",
        };
        parts.AcceptOnlyFromAmong([.. AttributionStudy.Parts]);
        var output = new Option<string>("--out")
        {
            HelpName = "DIR",
            DefaultValueFactory = _ => "honeypot-evaluation",
            Description = "Folder for evaluation.json and evaluation.md. It is made if it is missing.",
        };
        var command = new Command("evaluate", "Measures the attribution test on clean text, on students that learned marked text, and on leaks.")
        {
            texts,
            quick,
            parts,
            output,
        };
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                var size = parsed.GetValue(quick) ? StudySize.Quick : StudySize.Full;
                var sources = parsed.GetValue(texts) is { } folder ? Read(folder) : TextSource.BuiltIn(size.Texts);
                var figures = new List<StudyFigure>();
                foreach (var figure in AttributionStudy.Run(sources, size, parsed.GetValue(parts) ?? []))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    figures.Add(figure);
                    await parsed.InvocationConfiguration.Error.WriteLineAsync($"{figure.What}: {figure.Got}").ConfigureAwait(false);
                }

                var report = StudyMarkdown.Of(figures, sources);
                ReportFiles.Write(parsed.GetRequiredValue(output), "evaluation", report, json => StudyJson.Write(json, figures));
                await parsed.InvocationConfiguration.Output.WriteAsync(report).ConfigureAwait(false);
                return ExitCode.Done;
            }
        );
        return command;
    }

    /// <summary>Reads a source from each file of the folder: JSON lines with text or response.</summary>
    private static TextSource[] Read(string folder)
    {
        TextSource[] sources =
        [
            .. Directory
                .GetFiles(folder)
                .Where(f => f.EndsWith(".jsonl", StringComparison.Ordinal) || f.EndsWith(".jsonl.gz", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(f => TextSource.Of(Path.GetFileName(f), SampleFile.Read(f).Rows.Select(r => r.Response).OfType<string>()))
                .Where(s => s.Texts.Count > 0),
        ];
        return sources.Length > 0 ? sources : throw new UsageException($"{folder} has no .jsonl or .jsonl.gz file with text.");
    }
}
