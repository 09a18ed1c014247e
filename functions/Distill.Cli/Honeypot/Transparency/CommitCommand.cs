using System.CommandLine;
using System.Security.Cryptography;
using Distill.Cli.Honeypot.Keys;
using Distill.Cli.Terminal;
using Distill.Honeypots.Attribution;
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
        var authority = TimeStampClient.Option();
        tau.AcceptRange(AttributionOptions.MinTau, AttributionOptions.MaxTau);
        alpha.AcceptRange(AttributionOptions.MinAlpha, AttributionOptions.MaxAlpha);

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
                var id = KeyOptions.Parse<EpochId>("--epoch", parsed.GetRequiredValue(epoch));
                var path = parsed.GetRequiredValue(output);
                Directory.CreateDirectory(path);
                using var http = new HttpClient();
                var stamps = TimeStampClient.Of(http, parsed.GetValue(authority));
                var transparency = new TransparencyWriter(TransparencyFolder.Read(path), master, stamps);
                var known = transparency.Known?.Terms;
                using var signer = EvidenceSigner.Of(master, id);
                var terms = new TestTerms(
                    id.Value,
                    MarkDictionary.Standard.Hash,
                    CodeHash(),
                    IsGiven(parsed, tau) ? parsed.GetValue(tau) : known?.Tau ?? parsed.GetValue(tau),
                    IsGiven(parsed, alpha) ? parsed.GetValue(alpha) : known?.Alpha ?? parsed.GetValue(alpha),
                    IsGiven(parsed, stopping) ? parsed.GetRequiredValue(stopping) : known?.Stopping ?? parsed.GetRequiredValue(stopping),
                    signer.PublicKey
                );
                var receipts = parsed.GetValue(log) is { } file ? await File.ReadAllBytesAsync(file, cancellationToken).ConfigureAwait(false) : null;
                var requests = parsed.GetValue(prove) ?? [];
                var frozen = new List<(string Name, byte[] Bytes)>();
                foreach (var sample in parsed.GetValue(samples) ?? [])
                {
                    frozen.Add((Path.GetFileName(sample), await File.ReadAllBytesAsync(sample, cancellationToken).ConfigureAwait(false)));
                }

                transparency.Check(terms, receipts, requests, [.. frozen.Select(f => f.Name)]);
                try
                {
                    await transparency.CommitAsync(terms, cancellationToken).ConfigureAwait(false);
                    if (receipts is not null)
                    {
                        transparency.TakeLog(receipts);
                    }

                    await transparency.AddHeadAsync(cancellationToken).ConfigureAwait(false);
                    transparency.Prove(requests);
                    foreach (var (name, bytes) in frozen)
                    {
                        await transparency.FreezeAsync(name, bytes, cancellationToken).ConfigureAwait(false);
                    }
                }
                finally
                {
                    // What was written before a failure stays sound.
                    transparency.Seal();
                }

                Say(parsed.InvocationConfiguration.Output, transparency, path, stamps is not null);
                if (known is not null && known.Code != terms.Code)
                {
                    parsed.InvocationConfiguration.Error.WriteLine(
                        $"The code has changed since the commitment: {known.Code} there, {terms.Code} here. Keep the build that was committed."
                    );
                }

                return ExitCode.Done;
            }
        );
        return command;
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    // Tells what to publish, because only that shows later that the folder was not made anew.
    private static void Say(TextWriter output, TransparencyWriter transparency, string path, bool isStamped)
    {
        output.WriteLine($"Commitment {transparency.Known!.Fingerprint}, in {path}{(isStamped ? "" : "; without --tsa nothing has a time stamp")}");
        if (transparency.LastHead is { } head)
        {
            output.WriteLine($"Head       {head.Root} over {head.Size:N0} receipts");
        }

        output.WriteLine("Publish these values where you can't change them. 'honeypot verify --commitment HASH --head ROOT' compares with them.");
    }

    /// <summary>The hash of the assembly that marks and tests.</summary>
    private static string CodeHash() => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(typeof(Marker).Assembly.Location)));
}
