using System.CommandLine;
using Distill.Cli.Keys;
using Distill.Cli.LogAudit.Costing;
using Distill.Cli.LogAudit.Explain;
using Distill.Cli.LogAudit.Findings;
using Distill.Cli.LogAudit.Report;
using Distill.Cli.Sharing;
using Distill.Cli.Terminal;
using Distill.Core.Options;
using Distill.Core.Signals;
using Distill.Logs.Explaining;

namespace Distill.Cli.LogAudit;

/// <summary><c>distill audit FILE... --out DIR</c>: the log audit.</summary>
internal static class LogAuditCommand
{
    public static Command Create()
    {
        var files = LogFilesArgument.Create(ArgumentArity.ZeroOrMore);
        var reading = new LogOptions();
        var output = new Option<string?>("--out")
        {
            HelpName = "DIR",
            Description =
                "Folder for verdicts.jsonl, operations.json, clusters.json, report.html, summary.json, quality.json and rejects.jsonl. "
                + "It is made if it is missing.",
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
        var prices = new Option<string?>("--prices")
        {
            HelpName = "FILE",
            Description = "What tokens cost, by model, so that the report says what each cluster took in money (docs/cli.md).",
        };
        var shared = new Option<string[]>("--shared")
        {
            HelpName = "BUNDLE",
            AllowMultipleArgumentsPerToken = true,
            Description = "STIX bundles of other providers (docs/sharing.md). What they report is shown beside a finding and decides nothing.",
        };
        var shareKey = SharedFiles.KeyOption("The key that the providers share. --shared needs it.");
        var asJson = JsonOption.Create();
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
            prices,
            shared,
            shareKey,
            asJson,
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
            else if (result.GetResult(shared) is { Tokens.Count: > 0 } && result.GetValue(shareKey) is null)
            {
                result.AddError("--shared needs --share-key: the file with the key that the providers share.");
            }
        });
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                var (formats, period) = (reading.Formats(parsed), reading.Period(parsed));
                if (parsed.GetValue(explain) is { } explained)
                {
                    var explanation = LogExplanation.Of(LogOptions.Files([explained])[0], formats, TimeProvider.System.GetUtcNow());
                    var text = parsed.GetValue(asJson) ? ExplainJson.Of(explanation) : ExplainText.Of(explanation);
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
                    Shared = parsed.GetValue(shareKey) is { } file ? SharedFiles.Read(parsed.GetValue(shared) ?? [], file) : SharedIndicators.None,
                    Prices = parsed.GetValue(prices) is { } list ? PriceList.Read(list) : null,
                };
                var folder = parsed.GetValue(output)!;
                var findings = await audit
                    .RunAsync(parsed.GetValue(files) ?? [], folder, TimeProvider.System.GetUtcNow(), cancellationToken)
                    .ConfigureAwait(false);
                var summary = parsed.GetValue(asJson) ? SummaryJson.Of(findings) : SummaryText.Of(findings, folder);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(summary).ConfigureAwait(false);
                return findings.Shortfalls.Count == 0 ? ExitCode.Done : ExitCode.NoAnswer;
            }
        );
        return command;
    }
}
