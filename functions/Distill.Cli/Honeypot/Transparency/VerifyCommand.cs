using System.CommandLine;
using System.Security.Cryptography;
using Distill.Cli.Honeypot.Keys;
using Distill.Cli.Terminal;
using Distill.Honeypots.Transparency;

namespace Distill.Cli.Honeypot.Transparency;

/// <summary><c>distill honeypot verify DIR</c>: checks the folder of a transparency log from its files alone.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "A folder that 'honeypot commit' wrote." };
        var trust = new Option<string?>("--trust")
        {
            HelpName = "PEM",
            Description = "Certificates of trusted time stamp authorities, or of their issuers. Then everything must bear a stamp by one of them.",
        };
        var key = new Option<string?>("--key")
        {
            HelpName = "FILE",
            Description = "The master key, to check that the commitment is to it and that the receipts were marked with it.",
        };
        var commitment = new Option<string?>("--commitment")
        {
            HelpName = "HASH",
            Description = "The commitment that was published before the epoch. The folder must have this one.",
        };
        var head = new Option<string?>("--head")
        {
            HelpName = "ROOT",
            Description = "A head that was published. The log must hold it: then nothing under it was taken away or changed.",
        };
        var size = new Option<int?>("--size") { HelpName = "N", Description = "With --head: how many receipts that head is over." };
        var command = new Command("verify", "Checks a transparency log: commitment, receipts, log heads, samples and time stamps.")
        {
            folder,
            commitment,
            head,
            size,
            trust,
            key,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(size) is not null && result.GetValue(head) is null)
            {
                result.AddError("--size needs --head: it says how many receipts that head is over.");
            }
        });
        command.OnRun(
            (parsed, _) =>
            {
                var check = TransparencyCheck.Of(
                    TransparencyFolder.Read(parsed.GetRequiredValue(folder)).Files,
                    new KnownEvidence
                    {
                        Trusted = parsed.GetValue(trust) is { } pem ? TrustedCertificates.Read(pem) : null,
                        Master = parsed.GetValue(key) is { } path ? KeyOptions.ReadKey(path) : null,
                        Commitment = parsed.GetValue(commitment) is { } hash ? Hash("--commitment", hash) : null,
                        Heads = parsed.GetValue(head) is { } root ? [new KnownHead(Hash("--head", root), parsed.GetValue(size))] : [],
                    }
                );
                foreach (var finding in check.Findings)
                {
                    parsed.InvocationConfiguration.Output.WriteLine(finding);
                }

                foreach (var fault in check.Faults)
                {
                    parsed.InvocationConfiguration.Output.WriteLine($"FAULT: {fault}");
                }

                parsed.InvocationConfiguration.Output.WriteLine(
                    check.Faults.Count == 0 ? "The transparency log is intact." : "The transparency log is not intact."
                );
                return Task.FromResult(check.Faults.Count == 0 ? ExitCode.Done : ExitCode.Failed);
            }
        );
        return command;
    }

    private static string Hash(string option, string value) =>
        value.Length == 2 * SHA256.HashSizeInBytes && value.All(char.IsAsciiHexDigit)
            ? value
            : throw new UsageException($"{option} is '{value}'; it must be a SHA-256 in 64 hexadecimal digits.");
}
