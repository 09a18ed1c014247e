using System.CommandLine;
using System.Diagnostics;
using Distill.Cli.Hub;
using Distill.Cli.Terminal;
using Distill.Files;
using Distill.Logs.Reading;
using Distill.Logs.Sources;

namespace Distill.Cli.Replay;

/// <summary><c>distill replay FILE... --connection STRING|--namespace HOST --hub NAME --speed max|N</c>.</summary>
internal static class ReplayCommand
{
    public static Command Create()
    {
        var files = LogFilesArgument.Create();
        var reading = new LogOptions();
        var connection = new Option<string?>("--connection")
        {
            HelpName = "STRING",
            Description =
                $"Connection string of the Event Hubs namespace. Default: the environment variable {HubTarget.ConnectionVariable}, which keeps "
                + $"keys out of the list of processes.",
        };
        var host = new Option<string?>("--namespace")
        {
            HelpName = "HOST",
            Description =
                "Host name of a namespace that takes identities instead of keys, such as name.servicebus.windows.net. Sends as the identity that "
                + "is signed in (az login, a managed identity, ...).",
        };
        var hub = new Option<string?>("--hub")
        {
            HelpName = "NAME",
            Description = "The event hub. Default: the one that the connection string names, or else calls.",
        };
        var webSockets = new Option<bool>("--web-sockets")
        {
            Description = "Use AMQP over WebSockets, port 443, where port 5671 is closed. Goes through the system's proxy, if it has one.",
        };
        var speed = ReplaySpeed.CreateOption();
        var asJson = JsonOption.Create();

        var command = new Command(
            "replay",
            "Sends logs to an event hub over AMQP, in the order of event time, with the account as the partition key."
        )
        {
            files,
            connection,
            host,
            hub,
            webSockets,
            speed,
            asJson,
        };
        reading.AddTo(command);
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                var error = parsed.InvocationConfiguration.Error;
                // Checked first, because reading the logs may take long.
                var target = Target(parsed.GetValue(connection), parsed.GetValue(host), parsed.GetValue(hub), parsed.GetValue(webSockets)).Check();
                using var order = new EventTimeOrder();
                var work = new LongWork(error);
                var (lines, period) = (new EventLines(reading.Formats(parsed)), reading.Period(parsed));
                var logs = LogOptions.Files(parsed.GetRequiredValue(files));
                await work.ShowAsync(
                        "Reading",
                        gauge => ReadAsync(order, lines.Of(logs, gauge.Add), period, (gauge, logs), cancellationToken),
                        LongWork.Bytes
                    )
                    .ConfigureAwait(false);

                var sender = await target.ConnectAsync(cancellationToken).ConfigureAwait(false);
                await using (sender.ConfigureAwait(false))
                {
                    var pace = new Pace(ReplaySpeed.Factor(parsed.GetRequiredValue(speed)), TimeProvider.System);
                    var began = Stopwatch.GetTimestamp();
                    var counts = await work.ShowAsync(
                            "Sending",
                            gauge =>
                            {
                                gauge.Total = order.Count;
                                return new LogSender(sender, pace).SendAsync(order.Lines(), gauge.Add, cancellationToken);
                            },
                            "events"
                        )
                        .ConfigureAwait(false);
                    var outcome = new ReplayOutcome(counts, lines, Stopwatch.GetElapsedTime(began));
                    await parsed
                        .InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(asJson) ? outcome.Json() : outcome.Summary())
                        .ConfigureAwait(false);
                    foreach (var warning in outcome.Warnings())
                    {
                        await error.WriteLineAsync($"warning: {warning}").ConfigureAwait(false);
                    }

                    return outcome.IsWhole ? ExitCode.Done : ExitCode.NoAnswer;
                }
            }
        );
        return command;
    }

    private static HubTarget Target(string? connection, string? host, string? hub, bool webSockets) =>
        new(connection ?? (host is null ? Environment.GetEnvironmentVariable(HubTarget.ConnectionVariable) : null), host, hub, webSockets);

    private static Task<long> ReadAsync(
        EventTimeOrder order,
        IEnumerable<ReadOnlyMemory<byte>> lines,
        Period period,
        (Gauge Gauge, IReadOnlyList<string> Files) progress,
        CancellationToken cancellationToken
    )
    {
        progress.Gauge.Total = LogSources.BytesOf(progress.Files);
        foreach (var line in lines)
        {
            cancellationToken.ThrowIfCancellationRequested();
            order.Add(line, period);
        }

        return Task.FromResult(order.Count);
    }
}
