using System.Collections.Concurrent;
using Distill.Contracts.Verdicts;

namespace Distill.Client.Calls;

/// <summary>
/// Says whether a refusal is worth a report. A refused program may knock a thousand times a minute, and one report an hour shows that it is alive.
/// Thread-safe.
/// </summary>
internal sealed class ReportedRefusals
{
    // Most accounts of an hour that are remembered, about 100 bytes each. Further ones are not reported in this hour.
    private const int Most = 100_000;

    private HourOfRefusals _hour = new(0);

    /// <summary>True once an hour for each account and action.</summary>
    public bool TryAdd(string account, VerdictAction action, DateTimeOffset now)
    {
        var hour = Volatile.Read(ref _hour);
        var number = now.UtcTicks / TimeSpan.TicksPerHour;
        if (hour.Number != number)
        {
            var next = new HourOfRefusals(number);
            var seen = Interlocked.CompareExchange(ref _hour, next, hour);
            hour = ReferenceEquals(seen, hour) ? next : seen;
        }

        if (hour.Accounts.ContainsKey((account, action)) || Interlocked.Increment(ref hour.Count) > Most)
        {
            return false;
        }

        return hour.Accounts.TryAdd((account, action), true);
    }

    private sealed class HourOfRefusals(long number)
    {
        public int Count;

        public long Number => number;

        public ConcurrentDictionary<(string Account, VerdictAction Action), bool> Accounts { get; } = new();
    }
}
