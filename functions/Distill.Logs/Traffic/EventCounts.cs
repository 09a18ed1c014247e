using Distill.Core.Events;
using Distill.Core.Windows;

namespace Distill.Logs.Traffic;

/// <summary>Counts events by kind, by fault and by the reason for rejection.</summary>
public sealed class EventCounts
{
    private readonly SortedDictionary<RejectReason, long> _rejected = [];

    public long Calls { get; set; }

    /// <summary>The number of account records, bans and lifted bans.</summary>
    public long Facts { get; set; }

    /// <summary>What was wrong with fields of accepted events.</summary>
    public FieldFaultCounts Faults { get; } = new();

    /// <summary>How many events have a value in each field.</summary>
    public FieldCoverage Coverage { get; } = new();

    /// <summary>Counts calls that came again, and ids that were used again.</summary>
    public SeenCalls Seen { get; } = new();

    public IReadOnlyDictionary<RejectReason, long> Rejected => _rejected;

    public long RejectedInAll => _rejected.Values.Sum();

    public void Reject(RejectReason reason, long count = 1) => _rejected[reason] = _rejected.GetValueOrDefault(reason) + count;

    public void Add(EventCounts other)
    {
        Calls += other.Calls;
        Facts += other.Facts;
        Faults.Add(other.Faults);
        Coverage.Add(other.Coverage);
        Seen.Add(other.Seen);
        foreach (var (reason, count) in other._rejected)
        {
            Reject(reason, count);
        }
    }
}
