using System.Diagnostics;
using Distill.Files;

namespace Distill.Cli.Terminal;

/// <summary>Shows the progress of long work on the error stream: one line on a terminal, nothing in a pipe.</summary>
/// <param name="error">The error stream.</param>
/// <param name="isTerminal">Whether it is a terminal; null to look.</param>
internal sealed class LongWork(TextWriter error, bool? isTerminal = null)
{
    /// <summary>The unit of a gauge that counts bytes.</summary>
    public const string Bytes = "bytes";

    // Moves to the start of the line and clears it.
    private const string Clear = "\r\u001b[K";

    private static readonly TimeSpan s_redraw = TimeSpan.FromMilliseconds(200);

    private readonly bool _isTerminal = isTerminal ?? (ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected);

    /// <summary>Runs <paramref name="work"/> and shows its gauge until it ends.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="work">The work.</param>
    /// <param name="unit">What the gauge counts, in the plural, or <see cref="Bytes"/>; empty for steps that nobody counts.</param>
    public async Task<T> ShowAsync<T>(string title, Func<Gauge, Task<T>> work, string unit = "")
    {
        var gauge = new Gauge();
        var running = Task.Run(() => work(gauge));
        if (_isTerminal)
        {
            await FollowAsync(title, gauge, running, unit).ConfigureAwait(false);
        }

        return await running.ConfigureAwait(false);
    }

    private async Task FollowAsync(string title, Gauge gauge, Task running, string unit)
    {
        var began = Stopwatch.GetTimestamp();
        do
        {
            var line = ProgressLine.Of(title, (gauge.Value, gauge.Total), Stopwatch.GetElapsedTime(began), unit);
            await error.WriteAsync(Clear + line).ConfigureAwait(false);
            await error.FlushAsync().ConfigureAwait(false);
            await Task.WhenAny(running, Task.Delay(s_redraw)).ConfigureAwait(false);
        } while (!running.IsCompleted);

        await error.WriteAsync(Clear).ConfigureAwait(false);
    }
}
