using System.CommandLine;
using Distill.Cli.Honeypot.Keys;
using Distill.Cli.Terminal;
using Distill.Contracts;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Cli.Honeypot.Marking;

/// <summary><c>distill honeypot mark --key FILE --epoch E --account A</c>: a text in, the marked text out.</summary>
internal static class MarkCommand
{
    private const char ByteOrderMark = '\uFEFF';

    public static Command Create()
    {
        var key = KeyOptions.Key();
        var epoch = KeyOptions.Epoch();
        var account = new Option<string>("--account")
        {
            Required = true,
            HelpName = "A",
            Description = "The account that gets the answer.",
        };
        var cluster = new Option<string?>("--cluster")
        {
            HelpName = "C",
            Description = "The code of its cluster or cohort. Without it, the cluster's share of the sites stays unmarked.",
        };
        var request = new Option<string?>("--request")
        {
            HelpName = "ID",
            Description = "The request's id. Default: a hash of what marks can't change in the text.",
        };
        var rate = KeyOptions.Rate();
        var log = KeyOptions.Log();
        var file = new Argument<string?>("FILE") { Arity = ArgumentArity.ZeroOrOne, Description = "The text, UTF-8. Default: standard input." };

        var command = new Command("mark", "Marks one text.") { key, epoch, account, cluster, request, rate, log, file };
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                var options = new MarkOptions { Rate = parsed.GetValue(rate) };
                var marker = new Marker(
                    KeyOptions.ReadKey(parsed.GetRequiredValue(key)),
                    KeyOptions.Parse<EpochId>("--epoch", parsed.GetRequiredValue(epoch)),
                    options
                );
                var assignment = new MarkAssignment(
                    KeyOptions.Parse<AccountId>("--account", parsed.GetRequiredValue(account)),
                    parsed.GetValue(cluster) is { Length: > 0 } code ? KeyOptions.Parse<MarkCode>("--cluster", code) : default
                );
                var id = parsed.GetValue(request);
                if (id is not null && !RequestIds.IsValid(id))
                {
                    throw new UsageException($"--request: a request id has 1 to {RequestIds.MaxLength} printable characters.");
                }

                var bytes = await ReadAsync(parsed.GetValue(file), cancellationToken).ConfigureAwait(false);
                var (marked, receipt) = Mark(bytes, marker, assignment, id, parsed.InvocationConfiguration.Error);
                if (receipt is not null && parsed.GetValue(log) is { } path)
                {
                    using var receipts = new ReceiptLog(path);
                    receipts.Add(receipt);
                }

                await WriteAsync(parsed.InvocationConfiguration.Output, marked, cancellationToken).ConfigureAwait(false);
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static (byte[] Marked, Receipt? Receipt) Mark(byte[] bytes, Marker marker, MarkAssignment assignment, string? request, TextWriter error)
    {
        if (TextBytes.Decode(bytes) is not { } text)
        {
            error.WriteLine("distill: The text is not UTF-8. It is left unchanged.");
            return (bytes, null);
        }

        var prefix = text.StartsWith(ByteOrderMark) ? 1 : 0;
        text = text[prefix..];
        var (marked, receipt, failure) = marker.MarkOrKeep(text, assignment, request ?? RequestIds.Of(text));
        if (failure is not null)
        {
            error.WriteLine($"distill: The text is left unchanged: {failure.Message}");
        }

        return (ReferenceEquals(marked, text) ? bytes : TextBytes.Encode(prefix == 0 ? marked : ByteOrderMark + marked), receipt);
    }

    private static async Task<byte[]> ReadAsync(string? path, CancellationToken cancellationToken)
    {
        if (path is not null)
        {
            return await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }

        using var input = Console.OpenStandardInput();
        using var bytes = new MemoryStream();
        await input.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        return bytes.ToArray();
    }

    /// <summary>Writes the bytes to standard output itself: its writer might use another encoding.</summary>
    private static async Task WriteAsync(TextWriter output, byte[] bytes, CancellationToken cancellationToken)
    {
        if (!ReferenceEquals(output, Console.Out))
        {
            await output.WriteAsync(System.Text.Encoding.UTF8.GetString(bytes).AsMemory(), cancellationToken).ConfigureAwait(false);
            return;
        }

        using var stream = Console.OpenStandardOutput();
        await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
    }
}
