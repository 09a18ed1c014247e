using System.CommandLine;
using System.Globalization;
using Distill.Cli.Terminal;
using Distill.Core;
using Distill.Core.Verdicts;

namespace Distill.Cli.Audit;

/// <summary><c>distill audit FILE... --out DIR</c>.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var files = LogFilesArgument.Create();
        var output = new Option<string>("--out") { Required = true, HelpName = "DIR", Description = "Folder for verdicts.jsonl, clusters.json, report.html and rejects.jsonl; made if it is not there." };
        var every = new Option<int>("--every") { HelpName = "HOURS", DefaultValueFactory = _ => 1, Description = "Correlate at every so many hours of event time, 1 to 24; a detection is dated by the run that made it." };
        var lookback = new Option<int>("--lookback") { HelpName = "HOURS", DefaultValueFactory = _ => new DetectionOptions().LookbackHours, Description = "How far back each run looks, 24 to 720." };
        var lists = new Option<string?>("--lists") { HelpName = "DIR", Description = "Folder of lists, .txt or .csv, one network, ASN or domain a line: VPNs' where the file's name has vpn, throw-away mail domains where it has mail, data centres' otherwise." };
        every.AcceptRange(1, 24);
        lookback.AcceptRange(24, 720);

        var command = new Command("audit", "Replays access logs in event time and reports the clusters of accounts in them. Needs no services.") { files, output, every, lookback, lists };
        command.Run(async (parsed, cancel) =>
        {
            var options = new DetectionOptions { LookbackHours = parsed.GetValue(lookback) };
            var known = ListFolder.Read(parsed.GetValue(lists));
            foreach (var lines in known.Bad)
            {
                await parsed.InvocationConfiguration.Error.WriteLineAsync($"distill: {lines}").ConfigureAwait(false);
            }

            var audit = new AuditRun(options, known, parsed.GetValue(every), new LongWork(parsed.InvocationConfiguration.Error));
            var folder = parsed.GetRequiredValue(output);
            var findings = await audit.RunAsync(parsed.GetRequiredValue(files), folder, TimeProvider.System.GetUtcNow(), cancel).ConfigureAwait(false);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(Summary(findings, folder)).ConfigureAwait(false);
            return ExitCode.Done;
        });
        return command;
    }

    private static string Summary(AuditFindings findings, string folder) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        Read       {findings.Counts.Calls:N0} calls and {findings.Counts.Facts:N0} facts of {findings.Verdicts.Count:N0} accounts; {findings.Counts.RejectedInAll:N0} lines rejected
        Correlated {findings.Runs.Count:N0} times
        Found      {findings.CountOf(VerdictLevel.Confirmed):N0} accounts confirmed, {findings.CountOf(VerdictLevel.Suspect):N0} suspect, {findings.CountOf(VerdictLevel.Watch):N0} to watch
        See        {Path.Combine(folder, "report.html")}
        """);
}
