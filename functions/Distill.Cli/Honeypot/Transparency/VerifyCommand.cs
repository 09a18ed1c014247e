using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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
            Description = "Certificates of trusted time stamp authorities, or of their issuers.",
        };
        var key = new Option<string?>("--key") { HelpName = "FILE", Description = "The master key, to check that the commitment is to it." };
        var command = new Command("verify", "Checks a transparency log: commitment, receipts, log heads, samples and time stamps.")
        {
            folder,
            trust,
            key,
        };
        command.OnRun(
            (parsed, _) =>
            {
                var check = TransparencyCheck.Of(
                    TransparencyFolder.Read(parsed.GetRequiredValue(folder)).Files,
                    parsed.GetValue(trust) is { } pem ? Certificates(pem) : null,
                    parsed.GetValue(key) is { } path ? KeyOptions.ReadKey(path) : null
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

    private static X509Certificate2Collection Certificates(string path)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(path);
            return certificates;
        }
        catch (CryptographicException e)
        {
            throw new UsageException($"{path} holds no certificates.", e);
        }
    }
}
