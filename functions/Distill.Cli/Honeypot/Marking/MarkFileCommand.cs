using System.CommandLine;
using Distill.Cli.Honeypot.Keys;
using Distill.Cli.Terminal;
using Distill.Files;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Cli.Honeypot.Marking;

/// <summary><c>distill honeypot mark-file --key FILE --epoch E IN.jsonl OUT.jsonl</c>.</summary>
internal static class MarkFileCommand
{
    public static Command Create()
    {
        var key = KeyOptions.Key();
        var epoch = KeyOptions.Epoch();
        var rate = KeyOptions.Rate();
        var log = KeyOptions.Log();
        var input = new Argument<string>("IN.jsonl")
        {
            Description = "JSON lines with text and account, and optionally cluster and request. Other fields are kept.",
        };
        var output = new Argument<string>("OUT.jsonl")
        {
            Description = "The same lines, with their texts marked. A line that can't be marked stays unchanged.",
        };

        var command = new Command("mark-file", "Marks all texts of a file.") { key, epoch, rate, log, input, output };
        command.OnRun(
            (parsed, cancellationToken) =>
            {
                var options = new MarkOptions { Rate = parsed.GetValue(rate) };
                var marker = new Marker(
                    KeyOptions.ReadKey(parsed.GetRequiredValue(key)),
                    KeyOptions.Parse<EpochId>("--epoch", parsed.GetRequiredValue(epoch)),
                    options
                );
                var (from, to) = (parsed.GetRequiredValue(input), parsed.GetRequiredValue(output));
                using var receipts = parsed.GetValue(log) is { } path ? new ReceiptLog(path) : null;
                using var file = File.OpenRead(from);
                using var draft = new DraftFile(to);
                var (row, marked, kept) = (0, 0, 0);
                foreach (var line in ByteLines.Read(file))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    row++;
                    var result = MarkedRow.Of(line, marker);
                    if (result.Problem is { } problem)
                    {
                        kept++;
                        parsed.InvocationConfiguration.Error.WriteLine($"distill: {from}, row {row}: {problem} It is kept unchanged.");
                    }

                    marked += result.Receipt is null ? 0 : 1;
                    if (result.Receipt is { } receipt)
                    {
                        receipts?.Add(receipt);
                    }

                    draft.Stream.Write(result.Line.Span);
                }

                draft.Complete();
                parsed.InvocationConfiguration.Output.WriteLine($"{marked:N0} rows marked, {kept:N0} kept unchanged, in {to}");
                return Task.FromResult(ExitCode.Done);
            }
        );
        return command;
    }
}
