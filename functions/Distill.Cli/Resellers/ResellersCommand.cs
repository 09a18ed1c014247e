using System.CommandLine;
using Distill.Cli.LogAudit;
using Distill.Cli.Terminal;
using Distill.Core.Options;

namespace Distill.Cli.Resellers;

/// <summary><c>distill resellers FILE...</c>: what is known of each reseller and cloud, and what to ask it for.</summary>
internal static class ResellersCommand
{
    public static Command Create()
    {
        var files = LogFilesArgument.Create(ArgumentArity.ZeroOrMore);
        var reading = new LogOptions();
        var output = new Option<string?>("--out")
        {
            HelpName = "DIR",
            Description = "Folder for resellers.json, and for the request to each channel: a table (.csv) and a letter (.md). It is made if missing.",
        };
        var lookback = new Option<int>("--lookback")
        {
            HelpName = "HOURS",
            DefaultValueFactory = _ => new DetectionOptions().LookbackHours,
            Description = "How many hours of event time the review and each run look back, 24 to 720.",
        };
        var every = new Option<int>("--every")
        {
            HelpName = "HOURS",
            DefaultValueFactory = _ => 1,
            Description = "Correlate every so many hours of event time, 1 to 24.",
        };
        var lists = new Option<string?>("--lists")
        {
            HelpName = "DIR",
            Description = "Folder of lists, as for audit. A file with mail in its name lists disposable mail domains.",
        };
        var attested = new Option<string[]>("--attestations")
        {
            HelpName = "FILE",
            Description = "What resellers attest of their customers, by docs/kyc-attestations.schema.json. May be given several times.",
        };
        lookback.AcceptRange(24, 720);
        every.AcceptRange(1, 24);
        var command = new Command("resellers", "Reviews resellers and clouds: whose accounts they are, how many are flagged, and what to ask for.")
        {
            files,
            output,
            lookback,
            every,
            lists,
            attested,
        };
        command.Add(ReconcileCommand.Create());
        reading.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(files) is null or { Tokens.Count: 0 })
            {
                result.AddError("Name the logs: files, folders, patterns, or - for standard input.");
            }
        });
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                var known = ListFolder.Read(parsed.GetValue(lists));
                foreach (var bad in known.Bad)
                {
                    await parsed.InvocationConfiguration.Error.WriteLineAsync($"distill: {bad}").ConfigureAwait(false);
                }

                var run = new ReviewRun(
                    new DetectionOptions { LookbackHours = parsed.GetValue(lookback) },
                    known,
                    new LongWork(parsed.InvocationConfiguration.Error)
                )
                {
                    Every = parsed.GetValue(every),
                    Formats = reading.Formats(parsed),
                    Period = reading.Period(parsed),
                    Attestations = AttestationFiles.Read(parsed.GetValue(attested) ?? [], TimeProvider.System.GetUtcNow()),
                };
                var (review, shortfalls) = await run.RunAsync(
                        parsed.GetValue(files) ?? [],
                        parsed.GetValue(output),
                        TimeProvider.System.GetUtcNow(),
                        cancellationToken
                    )
                    .ConfigureAwait(false);
                await parsed.InvocationConfiguration.Output.WriteAsync(ReviewText.Of(review, shortfalls)).ConfigureAwait(false);
                return shortfalls.Count == 0 ? ExitCode.Done : ExitCode.NoAnswer;
            }
        );
        return command;
    }
}
