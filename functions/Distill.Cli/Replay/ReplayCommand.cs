using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Distill.Cli.Logs;
using Distill.Cli.Terminal;
using Distill.Client;

namespace Distill.Cli.Replay;

/// <summary><c>distill replay FILE... --connection STRING --hub NAME --speed max|N</c>.</summary>
internal static class ReplayCommand
{
    private const string ConnectionVariable = "EventHubConnection";

    public static Command Create()
    {
        var files = LogFilesArgument.Create();
        var connection = new Option<string?>("--connection")
        {
            HelpName = "STRING",
            Description = $"Connection string of the Event Hubs namespace; without it the environment's {ConnectionVariable}, which keeps keys out of the list of processes.",
        };
        var hub = new Option<string>("--hub") { HelpName = "NAME", DefaultValueFactory = _ => "calls", Description = "The event hub." };
        var speed = ReplaySpeed.CreateOption();

        var command = new Command("replay", "Sends logs to an event hub over AMQP, in the order of their event times, the account as the partition key.") { files, connection, hub, speed };
        command.Run(async (parsed, cancel) =>
        {
            var error = parsed.InvocationConfiguration.Error;
            if ((parsed.GetValue(connection) ?? Environment.GetEnvironmentVariable(ConnectionVariable)) is not { Length: > 0 } to)
            {
                throw new UsageException($"There is no connection string: give --connection or set {ConnectionVariable}.");
            }

            using var order = new EventTimeOrder();
            var work = new LongWork(error);
            await work.ShowAsync("Reading", gauge => ReadAsync(order, parsed.GetRequiredValue(files), gauge, cancel)).ConfigureAwait(false);

            var sender = await ConnectAsync(to, parsed.GetRequiredValue(hub), cancel).ConfigureAwait(false);
            await using (sender.ConfigureAwait(false))
            {
                var pace = new Pace(ReplaySpeed.Factor(parsed.GetRequiredValue(speed)), TimeProvider.System);
                var began = Stopwatch.GetTimestamp();
                var counts = await work.ShowAsync("Sending", gauge =>
                {
                    gauge.Total = order.Count;
                    return new LogSender(sender, pace).SendAsync(order.Lines(), gauge.Add, cancel);
                }).ConfigureAwait(false);
                await parsed.InvocationConfiguration.Output.WriteLineAsync(Summary(counts, Stopwatch.GetElapsedTime(began))).ConfigureAwait(false);
                await WarnAsync(error, counts, order.Overlong).ConfigureAwait(false);
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <exception cref="UsageException">The connection string is none.</exception>
    private static async Task<EventHubSender> ConnectAsync(string connection, string hub, CancellationToken cancel)
    {
        try
        {
            return await EventHubSender.ConnectAsync(connection, hub, cancellation: cancel).ConfigureAwait(false);
        }
        catch (FormatException e)
        {
            throw new UsageException(e.Message, e);
        }
    }

    private static Task<long> ReadAsync(EventTimeOrder order, string[] files, Gauge gauge, CancellationToken cancel)
    {
        gauge.Total = files.Sum(f => new FileInfo(f) is { Exists: true } info ? info.Length : 0);
        foreach (var file in files)
        {
            order.Add(new LogFile(file), gauge.Add, cancel);
        }

        return Task.FromResult(order.Count);
    }

    private static string Summary(SendCounts counts, TimeSpan took) => string.Create(
        CultureInfo.InvariantCulture, $"Sent {counts.Sent:N0} events in {took.TotalSeconds:0.0} s, {counts.Sent / Math.Max(0.001, took.TotalSeconds):N0} a second");

    private static async Task WarnAsync(TextWriter error, SendCounts counts, long overlong)
    {
        if (counts.WithoutAccount > 0)
        {
            await error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"warning: {counts.WithoutAccount:N0} lines are not JSON or name no account; they were sent for the service to refuse")).ConfigureAwait(false);
        }

        if (counts.TooLarge + overlong > 0)
        {
            await error.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"warning: {counts.TooLarge + overlong:N0} lines are larger than an event hub takes; they were not sent")).ConfigureAwait(false);
        }
    }
}
