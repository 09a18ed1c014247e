using Distill.Core.Events;
using Distill.Core.Windows;
using Distill.Logs.Mapping;

namespace Distill.Logs.Traffic;

/// <summary>Counts events by kind, by fault and by the reason for rejection.</summary>
public sealed class EventCounts
{
    private readonly SortedDictionary<RejectReason, long> _rejected = [];
    private readonly SortedDictionary<OtherRecord, long> _aside = [];
    private readonly SortedDictionary<string, long> _missing = new(StringComparer.Ordinal);

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

    /// <summary>How many events were rejected for each required field that they lack.</summary>
    public IReadOnlyDictionary<string, long> Missing => _missing;

    /// <summary>Records that were read and are no calls to judge, by kind.</summary>
    public IReadOnlyDictionary<OtherRecord, long> Aside => _aside;

    /// <summary>Calls and facts outside the period that was asked for.</summary>
    public long OutsidePeriod { get; set; }

    /// <summary>Calls whose account is a placeholder, which may stand for any number of callers.</summary>
    public long OfUnknownAccounts => Faults[EventField.Account, FieldFault.Unknown];

    /// <summary>Bytes of all records, and of those that could not be read.</summary>
    public long Bytes { get; set; }

    public long RejectedBytes { get; set; }

    /// <summary>
    /// The share of the records that could not be read, by number or by bytes, whichever is larger. An event that was made of another format's record
    /// may be longer than that, so its bytes may be more than all.
    /// </summary>
    public double UnreadShare
    {
        get
        {
            var read = Calls + Facts + OutsidePeriod + _aside.Values.Sum();
            var byNumber = (double)RejectedInAll / Math.Max(1, read + RejectedInAll);
            return Math.Max(byNumber, Math.Min(1, (double)RejectedBytes / Math.Max(1, Bytes)));
        }
    }

    /// <summary>Notes the field that a rejected event lacks.</summary>
    public void NoteMissing(RejectReason reason, string? field, long count = 1)
    {
        if (reason == RejectReason.MissingField && field is not null)
        {
            _missing[field] = _missing.GetValueOrDefault(field) + count;
        }
    }

    public void SetAside(OtherRecord kind, long count = 1) => _aside[kind] = _aside.GetValueOrDefault(kind) + count;

    public void Reject(RejectReason reason, long count = 1) => _rejected[reason] = _rejected.GetValueOrDefault(reason) + count;

    public void Add(EventCounts other)
    {
        Calls += other.Calls;
        Facts += other.Facts;
        Faults.Add(other.Faults);
        Coverage.Add(other.Coverage);
        Seen.Add(other.Seen);
        OutsidePeriod += other.OutsidePeriod;
        Bytes += other.Bytes;
        RejectedBytes += other.RejectedBytes;
        foreach (var (field, count) in other._missing)
        {
            NoteMissing(RejectReason.MissingField, field, count);
        }

        foreach (var (kind, count) in other._aside)
        {
            SetAside(kind, count);
        }

        foreach (var (reason, count) in other._rejected)
        {
            Reject(reason, count);
        }
    }
}
