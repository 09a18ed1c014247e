using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Distill.Cli.Audit;
using Distill.Cli.Evaluate.Report;
using Distill.Honeypots.Attribution;

namespace Distill.Cli.Honeypot.Evaluate;

/// <summary><c>distill honeypot evaluate</c>.</summary>
internal static class HoneypotEvaluateCommand
{
    private const string Note =
        "A trigram model and a choice model stand for students; neither is an LLM. p is the audit's own, corrected for all its tests; a "
        + "student is held against its cluster alone where nothing else is said.";

    private const int LeastTaught = 100_000;

    public static Command Create()
    {
        var texts = new Option<string?>("--texts")
        {
            HelpName = "DIR",
            Description =
                "Clean text of one's own, a source a file: JSON lines with text or response. Without it, six writers of the built-in grammar.",
        };
        var quick = new Option<bool>("--quick") { Description = "A fraction of everything: to see that it works." };
        var parts = new Option<string[]>("--part")
        {
            HelpName = "NAME",
            AllowMultipleArgumentsPerToken = true,
            Description = "Parts of the study to run: clean, asked, written, choice, leak, clusters, erased. Default: all.",
        };
        parts.AcceptOnlyFromAmong("clean", "asked", "written", "choice", "leak", "clusters", "erased");
        var output = new Option<string>("--out")
        {
            HelpName = "DIR",
            DefaultValueFactory = _ => "honeypot-evaluation",
            Description = "Folder for evaluation.json and evaluation.md; made if it is not there.",
        };
        var command = new Command("evaluate", "Measures the audit: on clean text, on students that learned marked text, and on leaks.")
        {
            texts,
            quick,
            parts,
            output,
        };
        command.Run(
            async (parsed, cancellationToken) =>
            {
                var size = parsed.GetValue(quick) ? StudySize.Quick : StudySize.Full;
                var sources = parsed.GetValue(texts) is { } folder ? TextSource.Folder(folder) : TextSource.BuiltIn(size.Texts);
                var options = new AttributionOptions();
                var figures = new List<StudyFigure>();
                var asked = parsed.GetValue(parts) ?? [];
                IEnumerable<(string Part, IEnumerable<StudyFigure> Figures)> all =
                [
                    ("clean", CleanStudy.Run(sources, size, options)),
                    .. new StudentStudy(Teacher(sources), size, options).Parts(),
                ];
                foreach (var figure in all.Where(p => asked.Length == 0 || asked.Contains(p.Part)).SelectMany(p => p.Figures))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    figures.Add(figure);
                    await parsed.InvocationConfiguration.Error.WriteLineAsync($"{figure.What}: {figure.Got}").ConfigureAwait(false);
                }

                await parsed.InvocationConfiguration.Output.WriteAsync(Save(figures, sources, parsed.GetRequiredValue(output))).ConfigureAwait(false);
                return ExitCode.Done;
            }
        );
        return command;
    }

    // Who has the most choices a word, of those that write enough for a student to learn from.
    private static TextSource Teacher(IReadOnlyList<TextSource> sources) =>
        sources.OrderByDescending(s => s.Words >= LeastTaught).ThenByDescending(s => s.SitesPerThousand).First();

    private static string Save(IReadOnlyList<StudyFigure> figures, IReadOnlyList<TextSource> sources, string folder)
    {
        var text = new StringBuilder("# Honeypots, measured\n");
        MarkdownTable.Append(
            text,
            "Figures",
            Note,
            ["what", "reach", "measured", "reached"],
            figures.Select(f =>
                new[]
                {
                    f.What,
                    f.Reach,
                    f.Got,
                    f.IsReached switch
                    {
                        true => "yes",
                        false => "**no**",
                        _ => "",
                    },
                }
            )
        );
        MarkdownTable.Append(
            text,
            "Sources",
            $"The students are taught by {Teacher(sources).Name}.",
            ["source", "texts", "words", "sites per 1,000 words"],
            sources.Select(s => new[] { s.Name, Figure.Of(s.Texts.Count), Figure.Of(s.Words), Figure.Of(s.SitesPerThousand) })
        );
        using var files = new OutputFolder(folder);
        using (
            var json = new Utf8JsonWriter(
                files.Create("evaluation.json"),
                new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
            )
        )
        {
            json.WriteStartArray();
            foreach (var figure in figures)
            {
                json.WriteStartObject();
                json.WriteString("what", figure.What);
                json.WriteString("reach", figure.Reach);
                json.WriteString("measured", figure.Got);
                json.WritePropertyName("reached");
                JsonSerializer.Serialize(json, figure.IsReached);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        using (var markdown = new StreamWriter(files.Create("evaluation.md"), leaveOpen: true))
        {
            markdown.Write(text);
        }

        files.Complete();
        return text.ToString();
    }
}
