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
                await work.ShowAsync("Reading", gauge => ReadAsync(order, lines.Of(logs, gauge.Add), period, (gauge, logs), cancellationToken))
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
                            }
                        )
                        .ConfigureAwait(false);
                    await parsed
                        .InvocationConfiguration.Output.WriteLineAsync(Summary(counts, Stopwatch.GetElapsedTime(began)))
                        .ConfigureAwait(false);
                    await WarnAsync(error, counts, lines).ConfigureAwait(false);
                }

                return ExitCode.Done;
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

    private static string Summary(SendCounts counts, TimeSpan took) =>
        $"Sent {counts.Sent:N0} events in {took.TotalSeconds:0.0} s, {counts.Sent / Math.Max(0.001, took.TotalSeconds):N0} a second";

    private static async Task WarnAsync(TextWriter error, SendCounts counts, EventLines lines)
    {
        if (counts.WithoutAccount > 0)
        {
            await error
                .WriteLineAsync(
                    $"warning: {counts.WithoutAccount:N0} lines are not JSON or name no account; they were sent, and the service will refuse them"
                )
                .ConfigureAwait(false);
        }

        if (lines.Unread > 0)
        {
            await error
                .WriteLineAsync($"warning: {lines.Unread:N0} records could not be read; they were not sent. Try 'distill audit --explain FILE'.")
                .ConfigureAwait(false);
        }

        if (lines.SetAside > 0)
        {
            await error.WriteLineAsync($"warning: {lines.SetAside:N0} records are no calls; they were not sent").ConfigureAwait(false);
        }

        if (counts.TooLarge + lines.Overlong > 0)
        {
            await error
                .WriteLineAsync($"warning: {counts.TooLarge + lines.Overlong:N0} lines are larger than an event hub takes; they were not sent")
                .ConfigureAwait(false);
        }
    }
}
