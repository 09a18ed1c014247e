using System.CommandLine;
using Distill.Cli.Honeypot.Transparency;
using Distill.Cli.Terminal;

namespace Distill.Cli.Dossier;

/// <summary><c>distill dossier verify ZIP</c>: checks a dossier from its file alone.</summary>
internal static class VerifyDossierCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("ZIP") { Description = "A dossier that 'dossier make' wrote." };
        var trust = new Option<string?>("--trust")
        {
            HelpName = "PEM",
            Description = "Certificates of trusted time stamp authorities, or of their issuers. Then it must bear a stamp by one of them.",
        };
        var signer = new Option<string?>("--signer")
        {
            HelpName = "PEM",
            Description = "Certificates of who may have signed, or of their issuers. Get them from the signer by another way than the dossier.",
        };
        var command = new Command("verify", "Checks a dossier offline: every file, the signature and the time stamp.") { file, trust, signer };
        command.OnRun(
            async (parsed, _) =>
            {
                var authorities = parsed.GetValue(trust) is { } pem ? TrustedCertificates.Read(pem) : null;
                var signers = parsed.GetValue(signer) is { } path ? TrustedCertificates.Read(path) : null;
                DossierCheck check;
                var zip = File.OpenRead(parsed.GetRequiredValue(file));
                await using (zip.ConfigureAwait(false))
                {
                    check = DossierCheck.Of(DossierArchive.Read(zip), authorities, signers);
                }

                var lines = check.Findings.Concat(check.Faults.Select(f => $"FAULT: {f}")).Select(Line.Of);
                var verdict = check.Faults.Count == 0 ? "The dossier is intact." : "The dossier is not intact. Rely on nothing in it.";
                foreach (var line in lines.Append(verdict))
                {
                    await parsed.InvocationConfiguration.Output.WriteLineAsync(line).ConfigureAwait(false);
                }

                return check.Faults.Count == 0 ? ExitCode.Done : ExitCode.Failed;
            }
        );
        return command;
    }
}
