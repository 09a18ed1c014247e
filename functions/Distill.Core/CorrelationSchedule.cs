using Distill.Contracts;

namespace Distill.Core;

/// <summary>
/// Lists the hours to correlate: every closed hour after the watermark, one by one. So a late run says the same as timely runs would have.
/// </summary>
public static class CorrelationSchedule
{
    /// <summary>Returns the hours to run, in order.</summary>
    /// <param name="watermark">The last hour that was correlated. Null before the first.</param>
    /// <param name="hoursWithCalls">Hours that have a window, in any order.</param>
    /// <param name="closedThrough">The last hour for which no more calls are expected.</param>
    /// <param name="lookback">Hours after an hour with calls that are still run. The rest of a longer silence is skipped.</param>
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
