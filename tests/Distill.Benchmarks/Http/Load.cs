using System.Diagnostics;

namespace Distill.Benchmarks.Http;

/// <summary>Sends requests from a few threads, each on a connection of its own, and measures how long each takes.</summary>
internal static class Load
{
    // With so long between two requests of a line, a millisecond that it sleeps too long does not matter, and is not counted. To wait awake would
    // take a core from the server.
    private static readonly TimeSpan s_coarse = TimeSpan.FromMilliseconds(4);

    /// <summary>As many as possible: every connection sends the next request when it has an answer.</summary>
    public static Measured Closed(Uri server, int lines, TimeSpan time, Func<int, ReadOnlyMemory<byte>> request) =>
        Run(server, lines, time, request, period: null);

    /// <summary>
    /// A fixed number a second, however long the answers take. A request that has to wait for the answer before counts from the time at which it was
    /// due.
    /// </summary>
    public static Measured Open(Uri server, int lines, TimeSpan time, int rate, Func<int, ReadOnlyMemory<byte>> request) =>
        Run(server, lines, time, request, TimeSpan.FromSeconds((double)lines / rate));

    private static Measured Run(Uri server, int lines, TimeSpan time, Func<int, ReadOnlyMemory<byte>> request, TimeSpan? period)
    {
        var latencies = new List<double>[lines];
        var failures = new Exception?[lines];
        var began = Stopwatch.GetTimestamp();
        var threads = Enumerable
            .Range(0, lines)
            .Select(line => new Thread(() =>
            {
                try
                {
                    latencies[line] = Ask(server, line, lines, began, time, request, period);
                }
                catch (Exception e) when (e is InvalidOperationException or System.Net.Sockets.SocketException)
                {
                    failures[line] = e;
                }
            }))
            .ToArray();
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        return failures.OfType<Exception>().FirstOrDefault() is { } failure
            ? throw new InvalidOperationException("The load could not be sent.", failure)
            : new Measured([.. latencies.SelectMany(l => l).Order()], Stopwatch.GetElapsedTime(began));
    }

    private static List<double> Ask(
        Uri server,
        int line,
        int lines,
        long began,
        TimeSpan time,
        Func<int, ReadOnlyMemory<byte>> request,
        TimeSpan? period
    )
    {
        using var own = new Line(server);
        var latencies = new List<double>(1 << 16);
        for (var number = 0; Stopwatch.GetElapsedTime(began) is var now && now < time; number++)
        {
            var late = TimeSpan.Zero;
            if (period is { } every)
            {
                var due = every * (number + ((double)line / lines));
                late = now - due;
                for (; late < TimeSpan.Zero; late = Stopwatch.GetElapsedTime(began) - due)
                {
                    Thread.Sleep(every > s_coarse || late < TimeSpan.FromMilliseconds(-1.5) ? 1 : 0);
                }

                // It was late because of this machine's clock, and not because of the answer before.
                late = now > due ? now - due : TimeSpan.Zero;
            }

            var sent = Stopwatch.GetTimestamp();
            own.Ask(request((number * lines) + line).Span);
            latencies.Add((late + Stopwatch.GetElapsedTime(sent)).TotalMilliseconds);
        }

        return latencies;
    }
}

/// <summary>Latencies in order, in milliseconds, and how long the run took.</summary>
internal sealed record Measured(double[] Latencies, TimeSpan Elapsed)
{
    /// <summary>Several runs as one.</summary>
    public static Measured Of(IReadOnlyCollection<Measured> runs) =>
        new([.. runs.SelectMany(r => r.Latencies).Order()], new TimeSpan(runs.Sum(r => r.Elapsed.Ticks)));

    public double Rate => Latencies.Length / Elapsed.TotalSeconds;

    public double Percentile(double share) => Latencies[Math.Min(Latencies.Length - 1, (int)(share * Latencies.Length))];

    public override string ToString() =>
        FormattableString.Invariant(
            $"{Rate, 8:N0}/s  p50 {Percentile(0.5):0.00} ms  p99 {Percentile(0.99):0.00} ms  p99.9 {Percentile(0.999):0.00} ms"
        );
}
