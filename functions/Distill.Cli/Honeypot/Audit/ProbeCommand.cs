using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Distill.Core.Audits;

namespace Distill.Cli.Honeypot.Audit;

/// <summary><c>distill honeypot probe IN.jsonl OUT.jsonl</c>.</summary>
internal static class ProbeCommand
{
    private const int DefaultCount = 10_000;
    private const string Instruction = "Go on with this text where it stops, in its own style. Write the next ten words and nothing else:\n\n";

    // Longer costs the suspect's asker more than it tells the suspect.
    private const int LongestBeginning = 4000;

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var count = new Option<int>("--count") { HelpName = "N", DefaultValueFactory = _ => DefaultCount, Description = "The most questions, taken evenly from all; 1 to 1,000,000." };
        count.AcceptRange(1, 1_000_000);
        var input = new Argument<string>("IN.jsonl") { Description = "Rows with text or response: answers that left to those suspected, marked or not; or other text of the same kind." };
        var output = new Argument<string>("OUT.jsonl") { Description = "Rows with prompt and beginning. Ask the suspect each prompt, put its answer beside them as response, and give the file to 'honeypot audit --suspect'." };
        var command = new Command("probe", "Writes questions for a suspect model, each cut before a choice of wording; no key has a part in them.") { count, input, output };
        command.Run((parsed, cancel) =>
        {
            var beginnings = new List<string>();
            foreach (var row in SampleFile.Read(parsed.GetRequiredValue(input)).Rows)
            {
                cancel.ThrowIfCancellationRequested();
                beginnings.AddRange(Probes.Of(row.Response).Where(b => b.Length <= LongestBeginning));
            }

            var (to, asked) = (parsed.GetRequiredValue(output), Math.Min(parsed.GetValue(count), beginnings.Count));
            using var draft = new DraftFile(to);
            for (var i = 0; i < asked; i++)
            {
                Write(draft.Stream, beginnings[(int)((long)i * beginnings.Count / asked)]);
            }

            draft.Complete();
            parsed.InvocationConfiguration.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{asked:N0} questions of {beginnings.Count:N0} in {to}"));
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void Write(Stream output, string beginning)
    {
        using (var json = new Utf8JsonWriter(output, s_options))
        {
            json.WriteStartObject();
            json.WriteString("prompt", Instruction + beginning);
            json.WriteString("beginning", beginning);
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }
}
