using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Distill.Cli.Honeypot.Samples;
using Distill.Cli.Terminal;
using Distill.Files;
using Distill.Honeypots.Attribution;

namespace Distill.Cli.Honeypot.Attribution;

/// <summary><c>distill honeypot probe IN.jsonl OUT.jsonl</c>.</summary>
internal static class ProbeCommand
{
    private const int DefaultCount = 10_000;
    private const string Instruction = "Go on with this text where it stops, in its own style. Write the next ten words and nothing else:\n\n";

    // A longer beginning costs more to ask and tells no more.
    private const int LongestBeginning = 4000;

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var count = new Option<int>("--count")
        {
            HelpName = "N",
            DefaultValueFactory = _ => DefaultCount,
            Description = "The most questions to write, 1 to 1,000,000. They are taken evenly from all.",
        };
        count.AcceptRange(1, 1_000_000);
        var receipts = new Option<string?>("--receipts")
        {
            HelpName = "FILE",
            Description = "The log of receipts. It tells the request of an answer that does not name its own and is unchanged.",
        };
        var input = new Argument<string>("IN.jsonl")
        {
            Description =
                "JSON lines with text or response: answers that went to the accounts under suspicion, marked or not, each with its request; "
                + "or other text of the same kind.",
        };
        var output = new Argument<string>("OUT.jsonl")
        {
            Description =
                "JSON lines with prompt, beginning and, if it is known, request (it sharpens the test). Ask the suspect each prompt, add its "
                + "answer to the line as response, and give the file to 'honeypot audit --suspect'.",
        };
        var command = new Command("probe", "Writes questions for a suspect model: texts cut before a choice of wording. No key has a part in them.")
        {
            count,
            receipts,
            input,
            output,
        };
        command.OnRun(
            (parsed, cancellationToken) =>
            {
                var log = parsed.GetValue(receipts) is { } path ? KnownRequests.Read(path) : KnownRequests.None;
                var questions = new List<(string Request, string Beginning)>();
                foreach (var row in SampleFile.Read(parsed.GetRequiredValue(input)).Rows)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var request = log.RequestOf(row);
                    questions.AddRange(Probes.Of(row.Response).Where(b => b.Length <= LongestBeginning).Select(b => (request, b)));
                }

                var (to, asked) = (parsed.GetRequiredValue(output), Math.Min(parsed.GetValue(count), questions.Count));
                using var draft = new DraftFile(to);
                for (var i = 0; i < asked; i++)
                {
                    var (request, beginning) = questions[(int)((long)i * questions.Count / asked)];
                    Write(draft.Stream, request, beginning);
                }

                draft.Complete();
                parsed.InvocationConfiguration.Output.WriteLine($"{asked:N0} questions of {questions.Count:N0} in {to}");
                return Task.FromResult(ExitCode.Done);
            }
        );
        return command;
    }

    private static void Write(Stream output, string request, string beginning)
    {
        using (var json = new Utf8JsonWriter(output, s_options))
        {
            json.WriteStartObject();
            json.WriteString("prompt", Instruction + beginning);
            json.WriteString("beginning", beginning);
            if (request.Length > 0)
            {
                json.WriteString("request", request);
            }

            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }
}
