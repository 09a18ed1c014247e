using Distill.Contracts;

namespace Distill.Core;

/// <summary>
/// Which hours are to be correlated: every hour after the watermark that is closed, one by one, so that a late run says what timely ones would have.
/// </summary>
public static class CorrelationSchedule
{
    /// <summary>The hours to run, in order.</summary>
    /// <param name="watermark">The last hour already correlated; null when none is.</param>
    /// <param name="hoursWithCalls">Hours that have a window, in any order.</param>
    /// <param name="closedThrough">The last hour that no more calls are expected of.</param>
    /// <param name="lookback">Hours after its calls within which an hour is worth a run; a longer silence is stepped over.</param>
    public static IEnumerable<Hour> Due(Hour? watermark, IEnumerable<Hour> hoursWithCalls, Hour closedThrough, int lookback)
    {
        var hours = hoursWithCalls.Distinct().Order().ToArray();
        for (var i = 0; i < hours.Length; i++)
        {
            var first = watermark is { } done && done >= hours[i] ? done.Next : hours[i];
            var last = hours[i] + lookback;
            if (i + 1 < hours.Length && hours[i + 1] <= last)
            {
                last = hours[i + 1] - 1;
            }

            for (var hour = first; hour <= last && hour <= closedThrough; hour = hour.Next)
            {
                yield return hour;
            }
        }
    }
}
