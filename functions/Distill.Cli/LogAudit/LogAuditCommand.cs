using System.CommandLine;
using Distill.Cli.Keys;
using Distill.Cli.LogAudit.Explain;
using Distill.Cli.LogAudit.Findings;
using Distill.Cli.Terminal;
using Distill.Contracts.Verdicts;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Logs.Explaining;

namespace Distill.Cli.LogAudit;

/// <summary><c>distill audit FILE... --out DIR</c>: the log audit.</summary>
internal static class LogAuditCommand
{
    private const int MostLosses = 4;
    private const int MostOperations = 5;

    public static Command Create()
    {
        var files = LogFilesArgument.Create(ArgumentArity.ZeroOrMore);
        var reading = new LogOptions();
        var output = new Option<string?>("--out")
        {
            HelpName = "DIR",
            Description =
                "Folder for operations.json, clusters.json, verdicts.jsonl, report.html, quality.json and rejects.jsonl. It is made if missing.",
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
        var unread = new Option<double>("--max-unread")
        {
            HelpName = "PERCENT",
            DefaultValueFactory = _ => 100 * AnswerBasis.DefaultMaxUnread,
            Description = "How much of the logs may be unread, in percent. Beyond that there is no answer, and the exit code is 3.",
        };
        var explain = new Option<string?>("--explain")
        {
            HelpName = "FILE",
            Description = "Only show how the first records of a log are understood, and what could then not be tested.",
        };
        var keys = FeatureKeysFile.Option();
        unread.AcceptRange(0, 100);
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
            unread,
            explain,
        };
        reading.AddTo(command);
        command.Validators.Add(result =>
        {
            var isExplained = result.GetValue(explain) is not null;
            if (!isExplained && result.GetResult(files) is null or { Tokens.Count: 0 })
            {
                result.AddError("Name the logs: files, folders, patterns, or - for standard input.");
            }
            else if (!isExplained && result.GetValue(output) is null)
            {
                result.AddError("Option '--out' is required: the folder for the report.");
            }
        });
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                var (formats, period) = (reading.Formats(parsed), reading.Period(parsed));
                if (parsed.GetValue(explain) is { } explained)
                {
                    var text = ExplainText.Of(LogExplanation.Of(LogOptions.Files([explained])[0], formats, TimeProvider.System.GetUtcNow()));
                    await parsed.InvocationConfiguration.Output.WriteLineAsync(text).ConfigureAwait(false);
                    return ExitCode.Done;
                }

                var options = new DetectionOptions { LookbackHours = parsed.GetValue(lookback) };
                var known = ListFolder.Read(parsed.GetValue(lists));
                foreach (var bad in known.Bad)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync($"distill: {bad}").ConfigureAwait(false);
                }

                var work = new LongWork(parsed.InvocationConfiguration.Error);
                var audit = new LogAuditRun(options, known, FeatureKeysFile.ReadOfClients(parsed.GetValue(keys)), work)
                {
                    Every = parsed.GetValue(every),
                    Formats = formats,
                    Period = period,
                    MaxUnread = parsed.GetValue(unread) / 100,
                };
                var folder = parsed.GetValue(output)!;
                var findings = await audit
                    .RunAsync(parsed.GetValue(files) ?? [], folder, TimeProvider.System.GetUtcNow(), cancellationToken)
                    .ConfigureAwait(false);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(Summary(findings, folder)).ConfigureAwait(false);
                return findings.Shortfalls.Count == 0 ? ExitCode.Done : ExitCode.NoAnswer;
            }
        );
        return command;
    }

    private static string Summary(LogAuditFindings findings, string folder) =>
        $"""
            Read       {Read(findings)}
            Correlated {findings.Runs.Count:N0} times
            {Operations(findings)}Found      {Found(findings)}
            {Quality(findings)}{Shortfalls(findings)}See        {Path.Combine(folder, "report.html")}
            """;

    private static string Read(LogAuditFindings findings) =>
        $"{findings.Counts.Calls:N0} calls and {findings.Counts.Facts:N0} facts of {findings.Verdicts.Count:N0} accounts; "
        + $"{findings.Counts.RejectedInAll:N0} lines rejected"
        + (findings.Counts.Aside.Count == 0 ? "" : $"; {findings.Counts.Aside.Values.Sum():N0} records that are no calls to judge");

    // What the logs can't bear stands beside what was found, never instead of it.
    private static string Shortfalls(LogAuditFindings findings) =>
        findings.Shortfalls.Count == 0
            ? ""
            : $"NO ANSWER  {string.Join("\n           ", findings.Shortfalls)}\n           That nothing more was found means nothing.\n";

    // The largest operations, a line each: they are the cases to look at.
    private static string Operations(LogAuditFindings findings)
    {
        var shown = findings
            .Operations.Take(MostOperations)
            .Select(o =>
                $"{o.Id}: {o.Level.Name()}, {Counted(o.Accounts, "account")} in {Counted(o.Clusters.Count, "cluster")}, {Counted(o.Calls, "call")}"
            );
        var more = findings.Operations.Count > MostOperations ? $"\n           {findings.Operations.Count - MostOperations:N0} more" : "";
        return findings.Operations.Count == 0 ? "" : $"Operations {string.Join("\n           ", shown)}{more}\n";
    }

    private static string Counted(long count, string what) => $"{count:N0} {what}{(count == 1 ? "" : "s")}";

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
            .. findings.Quality.Gaps.Count is > 0 and var gaps
                ? [$"{gaps:N0} {(gaps == 1 ? "span" : "spans")} of {LogGap.MinHours} hours or more without any call"]
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
