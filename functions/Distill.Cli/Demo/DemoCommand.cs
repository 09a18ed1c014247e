using System.CommandLine;
using Azure;
using Distill.Cli.Hub;
using Distill.Cli.Terminal;
using Distill.Simulation;
using Spectre.Console;

namespace Distill.Cli.Demo;

/// <summary><c>distill demo</c>.</summary>
internal static class DemoCommand
{
    private const int PlainWidth = 140;

    public static Command Create()
    {
        var seed = new Option<ulong>("--seed")
        {
            HelpName = "N",
            DefaultValueFactory = _ => 1,
            Description = "Seed of the simulated traffic.",
        };
        var keep = new Option<bool>("--keep") { Description = "Leave the app running until Ctrl-C, so that you can look around." };
        var port = new Option<int>("--port")
        {
            HelpName = "N",
            DefaultValueFactory = _ => 0,
            Description = "The app's HTTP port, 0 to 65535. 0 takes a free port.",
        };
        port.AcceptRange(0, 65535);

        var command = new Command(
            "demo",
            "Runs the whole service on this machine, sends it simulated traffic with a campaign in it, and shows what it finds. Needs "
                + "Node.js for Azurite."
        )
        {
            seed,
            keep,
            port,
        };
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
                using var folder = new DemoFolder();
                using var log = new AppLog(folder.LogPath);
                try
                {
                    var steps = new StepTimes(new LongWork(error));
                    var simulation = new SimulationRun(DemoScenario.Create(parsed.GetValue(seed), TimeProvider.System.GetUtcNow()));
                    var app = await steps
                        .RunAsync(
                            "Start the app, Event Hubs and Azurite",
                            _ => AppProcess.StartAsync(folder.Path, parsed.GetValue(port), AppProcess.IsolatedSettings, log, cancellationToken)
                        )
                        .ConfigureAwait(false);
                    await using (app.ConfigureAwait(false))
                    {
                        var findings = await new DemoRun(steps, simulation).RunAsync(app, cancellationToken).ConfigureAwait(false);
                        new DemoReport(Console(output)).Show(findings, steps, app.Endpoints, log.Path);
                        if (parsed.GetValue(keep))
                        {
                            await output.WriteLineAsync("The app runs until Ctrl-C.").ConfigureAwait(false);
                            await UntilStoppedAsync(app, cancellationToken).ConfigureAwait(false);
                        }
                        else
                        {
                            await output
                                .WriteLineAsync("The app is stopped and its data deleted. With --keep it stays up, so that you can look around.")
                                .ConfigureAwait(false);
                        }

                        return await JudgeAsync(findings, error).ConfigureAwait(false);
                    }
                }
                catch (Exception e) when (e is DemoFailure or HubFailure or HttpRequestException or RequestFailedException)
                {
                    folder.Keep();
                    await FailAsync(error, e.Message, log).ConfigureAwait(false);
                    return ExitCode.Failed;
                }
            }
        );
        return command;
    }

    private static async Task UntilStoppedAsync(AppProcess app, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && !app.HasEnded)
        {
            await Task.Delay(100, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task<int> JudgeAsync(DemoFindings findings, TextWriter error)
    {
        if (findings.IsGood)
        {
            return ExitCode.Done;
        }

        await error
            .WriteLineAsync(
                (
                    $"distill: The service ran, but it found only {findings.Recall:P0} of the campaign's accounts and flagged "
                    + $"{findings.FalsePositives.Count} innocent ones."
                )
            )
            .ConfigureAwait(false);
        return ExitCode.Failed;
    }

    private static async Task FailAsync(TextWriter error, string message, AppLog log)
    {
        await error.WriteLineAsync($"distill: {message} The end of the app's log, {log.Path}:").ConfigureAwait(false);
        foreach (var line in log.Tail())
        {
            await error.WriteLineAsync($"  {line}").ConfigureAwait(false);
        }
    }

    private static IAnsiConsole Console(TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        if (System.Console.IsOutputRedirected || output != System.Console.Out)
        {
            console.Profile.Width = PlainWidth;
        }

        return console;
    }
}
