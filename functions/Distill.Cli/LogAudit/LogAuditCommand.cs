using System.CommandLine;
using Distill.Cli.Keys;
using Distill.Cli.LogAudit.Findings;
using Distill.Cli.Terminal;
using Distill.Contracts.Verdicts;
using Distill.Core.Events;
using Distill.Core.Options;

namespace Distill.Cli.LogAudit;

/// <summary><c>distill audit FILE... --out DIR</c>: the log audit.</summary>
internal static class LogAuditCommand
{
    private const int MostLosses = 4;

    public static Command Create()
    {
        var files = LogFilesArgument.Create();
        var output = new Option<string>("--out")
        {
            Required = true,
            HelpName = "DIR",
            Description = "Folder for verdicts.jsonl, clusters.json, report.html, quality.json and rejects.jsonl. It is made if it is missing.",
        };
        var every = new Option<int>("--every")
        {
            HelpName = "HOURS",
            DefaultValueFactory = _ => 1,
            Description = "Correlate every so many hours of event time, 1 to 24. A detection has the time of the run that made it.",
        };
        var lookback = new Option<int>("--lookback")
        {
            HelpName = "HOURS",
            DefaultValueFactory = _ => new DetectionOptions().LookbackHours,
            Description = "How many hours of event time each run looks back, 24 to 720.",
        };
        var lists = new Option<string?>("--lists")
        {
            HelpName = "DIR",
            Description =
                "Folder of lists, .txt or .csv, with one network, ASN or domain on each line. A file with vpn in its name lists VPNs, one with "
                + "mail lists disposable mail domains, any other lists data centres.",
        };
        var keys = FeatureKeysFile.Option();
        every.AcceptRange(1, 24);
        lookback.AcceptRange(24, 720);

        var command = new Command("audit", "The log audit: replays access logs in event time and reports clusters of accounts. Needs no services.")
        {
            files,
            output,
            every,
            lookback,
            lists,
            keys,
        };
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                var options = new DetectionOptions { LookbackHours = parsed.GetValue(lookback) };
                var known = ListFolder.Read(parsed.GetValue(lists));
                foreach (var bad in known.Bad)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync($"distill: {bad}").ConfigureAwait(false);
                }

                var work = new LongWork(parsed.InvocationConfiguration.Error);
                var audit = new LogAuditRun(options, known, FeatureKeysFile.ReadOfClients(parsed.GetValue(keys)), parsed.GetValue(every), work);
                var folder = parsed.GetRequiredValue(output);
                var findings = await audit
                    .RunAsync(parsed.GetRequiredValue(files), folder, TimeProvider.System.GetUtcNow(), cancellationToken)
                    .ConfigureAwait(false);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(Summary(findings, folder)).ConfigureAwait(false);
                return ExitCode.Done;
            }
        );
        return command;
    }

    private static string Summary(LogAuditFindings findings, string folder) =>
        $"""
            Read       {Read(findings)}
            Correlated {findings.Runs.Count:N0} times
            Found      {Found(findings)}
            {Quality(findings)}See        {Path.Combine(folder, "report.html")}
            """;

    private static string Read(LogAuditFindings findings) =>
        $"{findings.Counts.Calls:N0} calls and {findings.Counts.Facts:N0} facts of {findings.Verdicts.Count:N0} accounts; "
        + $"{findings.Counts.RejectedInAll:N0} lines rejected";

    private static string Found(LogAuditFindings findings) =>
        $"{findings.CountOf(VerdictLevel.Confirmed):N0} accounts confirmed, {findings.CountOf(VerdictLevel.Suspect):N0} suspect, "
        + $"{findings.CountOf(VerdictLevel.Watch):N0} to watch";

    // What was lost or unknown, the most frequent first. The report has the rest.
    private static string Quality(LogAuditFindings findings)
    {
        string[] losses =
        [
            .. findings
                .Counts.Faults.All.OrderByDescending(f => f.Count)
                .ThenBy(f => f.Field)
                .Select(f => $"{f.Field.Name()} {f.Fault.Name().Replace('_', ' ')} in {f.Count:N0} events"),
            .. findings.Quality.CommonValues.Select(v => $"{v.Field.Name()} \"{v.Value}\" of {v.Accounts:N0} unrelated accounts taken as unknown"),
            .. findings.Quality.ConstantPromptAccounts is > 0 and var constant
                ? [$"one prompt in nearly all calls of {constant:N0} accounts"]
                : Array.Empty<string>(),
            .. findings.Counts.Seen is { OfReusedIds: > 0 and var reused } ? [$"{reused:N0} calls with an id used before"] : Array.Empty<string>(),
            .. findings.Counts.Seen is { Repeated: > 0 and var repeated }
                ? [$"{repeated:N0} calls that were in the logs before"]
                : Array.Empty<string>(),
        ];
        var shown = string.Join("; ", losses.Take(MostLosses)) + (losses.Length > MostLosses ? $"; {losses.Length - MostLosses} more" : "");
        return losses.Length == 0 ? "" : $"Quality    {shown}\n";
    }
}
