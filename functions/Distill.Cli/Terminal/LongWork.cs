using Distill.Files;
using Spectre.Console;

namespace Distill.Cli.Terminal;

/// <summary>Shows the progress of long work on the error stream: a line on a terminal, nothing in a pipe.</summary>
internal sealed class LongWork(TextWriter error)
{
    private static readonly TimeSpan s_redraw = TimeSpan.FromMilliseconds(100);

    private readonly bool _isTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;

    /// <summary>Runs <paramref name="work"/> and shows its gauge until it ends.</summary>
    public async Task<T> ShowAsync<T>(string title, Func<Gauge, Task<T>> work)
    {
        var gauge = new Gauge();
        var running = Task.Run(() => work(gauge));
        if (_isTerminal)
        {
            var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) });
            await console
                .Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .StartAsync(context => FollowAsync(context.AddTask(Markup.Escape(title)), gauge, running))
                .ConfigureAwait(false);
        }

        return await running.ConfigureAwait(false);
    }

    private static async Task FollowAsync(ProgressTask bar, Gauge gauge, Task running)
    {
        while (!running.IsCompleted)
        {
            (bar.MaxValue, bar.Value, bar.IsIndeterminate) = (Math.Max(1, gauge.Total), gauge.Value, gauge.Total == 0);
            await Task.WhenAny(running, Task.Delay(s_redraw)).ConfigureAwait(false);
        }

        if (running.IsCompletedSuccessfully)
        {
            (bar.IsIndeterminate, bar.Value) = (false, bar.MaxValue);
        }
    }
}
