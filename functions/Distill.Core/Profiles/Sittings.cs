using Distill.Contracts;
using Distill.Core.Events;

namespace Distill.Core.Profiles;

/// <summary>Finds an account's sittings: a sticky session of a relay, or a person's work.</summary>
internal static class Sittings
{
    // Longest gap between two calls of one sitting, in microseconds: 15 minutes.
    private const long GapMicros = 15 * Micros.PerMinute;

    /// <summary>Lists the start times of the sittings, microseconds since 1970-01-01 UTC, ascending.</summary>
    /// <param name="calls">The account's calls, by time.</param>
    /// <param name="starts">Receives the times.</param>
    public static void Find(ReadOnlySpan<ApiCall> calls, List<long> starts)
    {
        starts.Clear();
        var last = long.MinValue / 2;
        foreach (ref readonly var call in calls)
        {
            if (call.Micros - last > GapMicros)
            {
                starts.Add(call.Micros);
            }

            last = call.Micros;
        }
    }
}
