using Distill.Core.Events;

namespace Distill.Cli.Audit;

/// <summary>How many events were what.</summary>
internal sealed class EventCounts
{
    private readonly SortedDictionary<RejectReason, long> _rejected = [];

    public long Calls { get; set; }

    /// <summary>Account records, bans and liftings.</summary>
    public long Facts { get; set; }

    public IReadOnlyDictionary<RejectReason, long> Rejected => _rejected;

    public long RejectedInAll => _rejected.Values.Sum();

    public void Reject(RejectReason reason, long count = 1) => _rejected[reason] = _rejected.GetValueOrDefault(reason) + count;

    public void Add(EventCounts other)
    {
        Calls += other.Calls;
        Facts += other.Facts;
        foreach (var (reason, count) in other._rejected)
        {
            Reject(reason, count);
        }
    }
}
