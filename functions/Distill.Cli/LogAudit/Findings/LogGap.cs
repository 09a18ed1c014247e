using Distill.Contracts;
using Distill.Core.Windows;

namespace Distill.Cli.LogAudit.Findings;

/// <summary>A span without any call in which many were to be expected: a part of the log is missing, or a clock was wrong.</summary>
/// <param name="From">The first hour without calls.</param>
/// <param name="To">The first hour with calls again.</param>
internal readonly record struct LogGap(Hour From, Hour To)
{
    /// <summary>Shortest gap in hours: a quiet night is shorter.</summary>
    public const int MinHours = 12;

    // Calls that the gap would hold at the log's own mean. By chance none of so many fails to come.
    private const double MinExpected = 50;

    /// <summary>Returns the gaps in order.</summary>
    public static IReadOnlyList<LogGap> Of(IReadOnlyCollection<CallWindow> windows)
    {
        Hour[] hours = [.. windows.Select(w => w.Hour).Distinct().Order()];
        if (hours.Length == 0)
        {
            return [];
        }

        var rate = (double)windows.Sum(w => w.Count) / hours.Length;
        return
        [
            .. hours
                .Zip(hours.Skip(1), (before, after) => new LogGap(before.Next, after))
                .Where(g => g.To.Number - g.From.Number is var length && length >= MinHours && length * rate >= MinExpected),
        ];
    }
}
