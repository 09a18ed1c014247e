using System.CommandLine;
using System.Security.Cryptography;
using Distill.Cli.Honeypot.Keys;
using Distill.Cli.Terminal;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;
using Distill.Honeypots.Transparency;

namespace Distill.Cli.Honeypot.Transparency;

/// <summary><c>distill honeypot commit --key FILE --epoch E --out DIR</c>.</summary>
internal static class CommitCommand
{
    public static Command Create()
    {
        var key = KeyOptions.Key();
        var epoch = KeyOptions.Epoch();
        var output = new Option<string>("--out")
        {
            Required = true,
            HelpName = "DIR",
            Description = "The evidence folder. Its commitment is written once; heads, receipts and samples are added.",
        };
        var log = new Option<string?>("--log")
        {
            HelpName = "FILE",
            Description = "A log of receipts that goes on from the folder's; a head is laid over it.",
        };
        var prove = new Option<string[]>("--prove")
        {
            HelpName = "ID",
            AllowMultipleArgumentsPerToken = true,
            Description = "Requests whose receipts are written out with their proofs.",
        };
        var samples = new Option<string[]>("--samples")
        {
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
            Description = "A suspect's samples, to be frozen before they are scored; copied into the folder.",
        };
        var tau = new Option<double>("--tau")
        {
            HelpName = "T",
            DefaultValueFactory = _ => 0.1,
            Description = "The audits' prior spread of a cell's rate.",
        };
        var alpha = new Option<double>("--alpha")
        {
            HelpName = "P",
            DefaultValueFactory = _ => 1e-6,
            Description = "The audits' chance of a false accusation, all keys, suspects and looks together.",
        };
        var stopping = new Option<string>("--stopping")
        {
            HelpName = "RULE",
            DefaultValueFactory = _ => "all samples frozen before the first look",
            Description = "When sampling a suspect ends.",
        };
        var authority = new Option<Uri?>("--tsa")
        {
            HelpName = "URL",
            Description = "A time stamp authority (RFC 3161); nothing is stamped without one.",
        };

        var command = new Command("commit", "Lays down key and terms before an epoch, the log as it stands, and samples before they are scored.")
        {
            key,
            epoch,
            output,
            log,
            prove,
            samples,
            tau,
            alpha,
            stopping,
            authority,
        };
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                var master = KeyOptions.ReadKey(parsed.GetRequiredValue(key));
                var path = parsed.GetRequiredValue(output);
                Directory.CreateDirectory(path);
                using var http = new HttpClient();
                var stamps = parsed.GetValue(authority) is { } uri ? new TimeStampClient(http, uri) : null;
                var terms = new TestTerms(
                    KeyOptions.Parse<EpochId>("--epoch", parsed.GetRequiredValue(epoch)).Value,
                    MarkDictionary.Standard.Hash,
                    CodeHash(),
                    parsed.GetValue(tau),
                    parsed.GetValue(alpha),
                    parsed.GetRequiredValue(stopping)
                );
                var evidence = new TransparencyWriter(TransparencyFolder.Read(path), stamps);
                await evidence.CommitAsync(master, terms, cancellationToken).ConfigureAwait(false);
                if (parsed.GetValue(log) is { } receipts)
                {
                    evidence.TakeLog(await File.ReadAllBytesAsync(receipts, cancellationToken).ConfigureAwait(false));
                }

                await evidence.LayHeadAsync(cancellationToken).ConfigureAwait(false);
                evidence.Prove(parsed.GetValue(prove) ?? []);
                foreach (var file in parsed.GetValue(samples) ?? [])
                {
                    await evidence
                        .FreezeAsync(
                            Path.GetFileName(file),
                            await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false),
                            cancellationToken
                        )
                        .ConfigureAwait(false);
                }

                parsed.InvocationConfiguration.Output.WriteLine(
                    $"Commitment {evidence.Seal()}, in {path}{(stamps is null ? "; nothing is time-stamped without --tsa" : "")}"
                );
                return ExitCode.Done;
            }
        );
        return command;
    }

    /// <summary>Of the assembly that marks and judges.</summary>
    private static string CodeHash() => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(typeof(Marker).Assembly.Location)));
}
