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
            Description = "Folder of the transparency log. Its commitment is written once; log heads, receipts and samples are added.",
        };
        var log = new Option<string?>("--log")
        {
            HelpName = "FILE",
            Description = "A log of receipts that continues the folder's. A log head (the root of its Merkle tree) is added for it.",
        };
        var prove = new Option<string[]>("--prove")
        {
            HelpName = "ID",
            AllowMultipleArgumentsPerToken = true,
            Description = "Requests whose receipts are written out, each with the proof that the log holds it.",
        };
        var samples = new Option<string[]>("--samples")
        {
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
            Description = "A suspect's samples, to freeze before they are scored. They are copied into the folder.",
        };
        var tau = new Option<double>("--tau")
        {
            HelpName = "T",
            DefaultValueFactory = _ => 0.1,
            Description = "The tests' prior spread of a cell's rate.",
        };
        var alpha = new Option<double>("--alpha")
        {
            HelpName = "P",
            DefaultValueFactory = _ => 1e-6,
            Description = "The tests' chance of a false accusation, for all keys, suspects and looks together.",
        };
        var stopping = new Option<string>("--stopping")
        {
            HelpName = "RULE",
            DefaultValueFactory = _ => "all samples frozen before the first look",
            Description = "The rule that ends the sampling of a suspect.",
        };
        var authority = new Option<string?>("--tsa")
        {
            HelpName = "URL",
            Description = "A time stamp authority (RFC 3161). Without it nothing is stamped.",
        };
        tau.AcceptRange(0.001, 10);
        alpha.AcceptRange(1e-300, 0.5);

        var command = new Command(
            "commit",
            "Writes the transparency log: key and terms before an epoch, the receipts, and samples before they are scored."
        )
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
                var stamps = parsed.GetValue(authority) is { } url ? new TimeStampClient(http, AuthorityAt(url)) : null;
                var terms = new TestTerms(
                    KeyOptions.Parse<EpochId>("--epoch", parsed.GetRequiredValue(epoch)).Value,
                    MarkDictionary.Standard.Hash,
                    CodeHash(),
                    parsed.GetValue(tau),
                    parsed.GetValue(alpha),
                    parsed.GetRequiredValue(stopping)
                );
                var transparency = new TransparencyWriter(TransparencyFolder.Read(path), stamps);
                await transparency.CommitAsync(master, terms, cancellationToken).ConfigureAwait(false);
                if (parsed.GetValue(log) is { } receipts)
                {
                    transparency.TakeLog(await File.ReadAllBytesAsync(receipts, cancellationToken).ConfigureAwait(false));
                }

                await transparency.AddHeadAsync(cancellationToken).ConfigureAwait(false);
                transparency.Prove(parsed.GetValue(prove) ?? []);
                foreach (var file in parsed.GetValue(samples) ?? [])
                {
                    await transparency
                        .FreezeAsync(
                            Path.GetFileName(file),
                            await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false),
                            cancellationToken
                        )
                        .ConfigureAwait(false);
                }

                parsed.InvocationConfiguration.Output.WriteLine(
                    $"Commitment {transparency.Seal()}, in {path}{(stamps is null ? "; without --tsa nothing has a time stamp" : "")}"
                );
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static Uri AuthorityAt(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? uri
            : throw new UsageException($"--tsa is '{url}'; it must be a URL that begins with http:// or https://.");

    /// <summary>The hash of the assembly that marks and tests.</summary>
    private static string CodeHash() => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(typeof(Marker).Assembly.Location)));
}
