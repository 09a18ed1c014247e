using System.CommandLine;
using Distill.Cli.Terminal;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Sharing;
using Distill.Core.Signals;
using Distill.Files;
using Distill.Logs.Reading;
using Distill.Logs.Replay;

namespace Distill.Cli.Sharing;

/// <summary><c>distill share export FILE... --out DIR</c>: each flagged cluster of logs as a bundle.</summary>
internal static class ShareExportCommand
{
    public static Command Create()
    {
        var files = LogFilesArgument.Create();
        var reading = new LogOptions();
        var output = new Option<string>("--out")
        {
            HelpName = "DIR",
            Required = true,
            Description = "Folder for a bundle of each cluster.",
        };
        var key = SharedFiles.KeyOption("The key that the providers share. Without it the bundles have no values, only figures.");
        var cluster = new Option<string?>("--cluster") { HelpName = "ID", Description = "Only this cluster. It must be flagged." };
        var producer = new Option<string>("--producer")
        {
            HelpName = "NAME",
            DefaultValueFactory = _ => new StixOptions().Producer,
            Description = "Who makes the bundle.",
        };
        var tlp = new Option<string>("--tlp") { DefaultValueFactory = _ => "amber", Description = "How far it may be passed on (TLP 2.0)." };
        var days = new Option<int>("--days")
        {
            HelpName = "DAYS",
            DefaultValueFactory = _ => new StixOptions().Days,
            Description = "For how many days the values hold, 1 to 365.",
        };
        tlp.AcceptOnlyFromAmong([.. TlpMarking.Names]);
        days.AcceptRange(1, 365);
        var command = new Command("export", "Writes each flagged cluster of logs as a bundle.") { files, output, key, cluster, producer, tlp, days };
        reading.AddTo(command);
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                ClusterId? only = null;
                if (parsed.GetValue(cluster) is { } text)
                {
                    only = ClusterId.TryParse(text, null, out var id)
                        ? id
                        : throw new UsageException($"--cluster is '{text}'; an id is \"hydra-\" and 12 hexadecimal digits, as clusters.json has it.");
                }

                var options = new StixOptions
                {
                    Producer = parsed.GetRequiredValue(producer),
                    Tlp = TlpMarking.Parse(parsed.GetRequiredValue(tlp))!.Value,
                    Days = parsed.GetValue(days),
                };
                if (options.Errors().FirstOrDefault() is { } wrong)
                {
                    throw new UsageException($"--producer: {wrong}");
                }

                var shared = new SharedIndicators(parsed.GetValue(key) is { } path ? SharedFiles.ReadKey(path) : null, []);
                var (formats, period) = (reading.Formats(parsed), reading.Period(parsed));
                var work = new LongWork(parsed.InvocationConfiguration.Error);
                var names = LogOptions.Files(parsed.GetValue(files) ?? []);
                var now = TimeProvider.System.GetUtcNow();
                var log = await work.ShowAsync(
                        "Reading",
                        gauge =>
                            new LogReader(new EventLimits(), now) { Formats = formats, Period = period }.ReadAsync(
                                names,
                                Stream.Null,
                                gauge,
                                cancellationToken
                            ),
                        LongWork.Bytes
                    )
                    .ConfigureAwait(false);
                var replay = new LogReplay(log.Log, new DetectionOptions()) { Shared = shared };
                var state = await work.ShowAsync("Correlating", _ => Task.FromResult(replay.Run(null, cancellationToken))).ConfigureAwait(false);
                var clusters = state.Clusters.Where(c => c.Level >= VerdictLevel.Suspect && (only is null || c.Id == only)).ToArray();
                if (clusters.Length == 0)
                {
                    throw new IOException(
                        only is null
                            ? "No cluster is flagged, so there is nothing to share. 'distill audit' says why."
                            : $"{only} is not among the flagged clusters. 'distill audit' lists them."
                    );
                }

                using var folder = new OutputFolder(parsed.GetRequiredValue(output));
                foreach (var found in clusters)
                {
                    var name = $"{found.Id}.stix.json";
                    folder.Create(name).Write(StixBundle.Of(found, state.Portraits.GetValueOrDefault(found.Id), options));
                    await parsed.InvocationConfiguration.Output.WriteLineAsync(name).ConfigureAwait(false);
                }

                folder.Complete();
                return ExitCode.Done;
            }
        );
        return command;
    }
}
