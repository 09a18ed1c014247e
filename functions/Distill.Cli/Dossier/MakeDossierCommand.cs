using System.CommandLine;
using Distill.Cli.Honeypot.Transparency;
using Distill.Cli.Keys;
using Distill.Cli.LogAudit;
using Distill.Cli.LogAudit.Findings;
using Distill.Cli.Terminal;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Options;
using Distill.Files;

namespace Distill.Cli.Dossier;

/// <summary><c>distill dossier make FILE... --cluster ID --sign-with PEM --out ZIP</c>.</summary>
internal static class MakeDossierCommand
{
    public static Command Create()
    {
        var files = LogFilesArgument.Create();
        var reading = new LogOptions();
        var cluster = new Option<string>("--cluster")
        {
            HelpName = "ID",
            Required = true,
            Description = "The cluster: hydra- and 12 hexadecimal digits, as 'audit' names it.",
        };
        var output = new Option<string>("--out")
        {
            HelpName = "ZIP",
            Required = true,
            Description = "The dossier.",
        };
        var signer = new Option<string>("--sign-with")
        {
            HelpName = "PEM",
            Required = true,
            Description = "A certificate and its private key, in one file.",
        };
        var authority = TimeStampClient.Option();
        var keys = FeatureKeysFile.Option();
        var command = new Command("make", "Replays logs as 'audit' does, and writes the evidence on one flagged cluster.")
        {
            files,
            cluster,
            output,
            signer,
            authority,
            keys,
        };
        reading.AddTo(command);
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                var text = parsed.GetRequiredValue(cluster);
                if (!ClusterId.TryParse(text, null, out var id))
                {
                    throw new UsageException($"--cluster is '{text}'; an id is \"hydra-\" and 12 hexadecimal digits, as clusters.json has it.");
                }

                using var signing = DossierSigner.Read(parsed.GetRequiredValue(signer));
                using var http = new HttpClient();
                var stamps = TimeStampClient.Of(http, parsed.GetValue(authority));
                var audit = new LogAuditRun(
                    new DetectionOptions(),
                    ListFolder.Read(null),
                    FeatureKeysFile.ReadOfClients(parsed.GetValue(keys)),
                    new LongWork(parsed.InvocationConfiguration.Error)
                )
                {
                    Formats = reading.Formats(parsed),
                    Period = reading.Period(parsed),
                };
                var now = TimeProvider.System.GetUtcNow();
                var findings = await audit.FindAsync(parsed.GetValue(files) ?? [], Stream.Null, now, cancellationToken).ConfigureAwait(false);
                var found = Find(findings, id);
                using var draft = new DraftFile(parsed.GetRequiredValue(output));
                var about = new DossierManifest(
                    DossierManifest.Current,
                    id.ToString(),
                    findings.Windows.Min(w => w.Hour).Start,
                    findings.Runs[^1].End,
                    now,
                    []
                );
                await new DossierWriter(signing, stamps)
                    .WriteAsync(
                        draft.Stream,
                        about,
                        await DossierContent.OfAsync(findings, found, cancellationToken).ConfigureAwait(false),
                        cancellationToken
                    )
                    .ConfigureAwait(false);
                draft.Complete();
                await parsed
                    .InvocationConfiguration.Output.WriteLineAsync(
                        $"{parsed.GetRequiredValue(output)}: {id}, {found.Size} accounts, signed"
                            + $"{(stamps is null ? "; without --tsa it has no time stamp" : " and stamped")}."
                    )
                    .ConfigureAwait(false);
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static Cluster Find(LogAuditFindings findings, ClusterId id)
    {
        if (findings.Clusters.FirstOrDefault(c => c.Id == id && c.Level >= VerdictLevel.Suspect) is { } found)
        {
            return found;
        }

        var flagged = findings.Clusters.Where(c => c.Level >= VerdictLevel.Suspect).Select(c => c.Id.ToString()).ToArray();
        throw new IOException(
            flagged.Length == 0
                ? $"No cluster is flagged in these logs. Give the logs in which 'distill audit' found {id}, with the same options."
                : $"{id} is not flagged in these logs. Choose one of {string.Join(", ", flagged)}."
        );
    }
}
