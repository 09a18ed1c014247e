using System.Globalization;

namespace Distill.Cli.Terminal;

/// <summary>Says in one line how far a piece of work has come, how fast it goes, and how long it still takes.</summary>
internal static class ProgressLine
{
    private const double Thousand = 1000;

    // Before this, a rate says nothing of the rest.
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(1);

    private static readonly string[] s_sizes = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>Returns the line.</summary>
    /// <param name="title">What is done.</param>
    /// <param name="done">Units done, and units in all; 0 while unknown.</param>
    /// <param name="elapsed">The time since the start.</param>
    /// <param name="unit">What is counted, in the plural: events, runs; <see cref="LongWork.Bytes"/>; empty for steps that nobody counts.</param>
    public static string Of(string title, (long Value, long Total) done, TimeSpan elapsed, string unit)
    {
        var parts = new List<string> { title };
        var rate = elapsed >= s_settled ? done.Value / elapsed.TotalSeconds : 0;
        if (done.Total > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{100 * Math.Min(1, (double)done.Value / done.Total):0} %"));
        }
        else if (unit.Length > 0)
        {
            parts.Add(Count(done.Value, unit));
        }

        if (rate > 0 && unit.Length > 0)
        {
            parts.Add($"{Count(rate, unit)}/s");
        }

        parts.Add(
            rate > 0 && done.Total >= done.Value
                ? $"{Time(TimeSpan.FromSeconds(Math.Ceiling((done.Total - done.Value) / rate)))} left"
                : Time(elapsed)
        );
        return string.Join("  ", parts);
    }

    private static string Count(double count, string unit)
    {
        if (unit != LongWork.Bytes)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{count:N0} {unit}");
        }

        var size = 0;
        for (; count >= Thousand && size < s_sizes.Length - 1; size++)
        {
            count /= Thousand;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{count:0.#} {s_sizes[size]}");
    }

    private static string Time(TimeSpan time) => time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
}
