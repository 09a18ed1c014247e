namespace Distill.Core.Events;

/// <summary>Counts how often each field had each fault. Counts can be added in any order.</summary>
public sealed class FieldFaultCounts
{
    private static readonly int s_faults = Enum.GetValues<FieldFault>().Length;
    private static readonly EventField[] s_fields = Enum.GetValues<EventField>();

    private readonly long[] _counts = new long[s_fields.Length * s_faults];

    /// <summary>The counts above 0, ordered by field, then by fault.</summary>
    public IEnumerable<(EventField Field, FieldFault Fault, long Count)> All =>
        _counts
            .Select((count, place) => (Field: (EventField)(place / s_faults), Fault: (FieldFault)(place % s_faults), Count: count))
            .Where(c => c.Count > 0);

    public long this[EventField field, FieldFault fault] => _counts[PlaceOf(field, fault)];

    /// <summary>Adds the faults of one event.</summary>
    public void Add(FieldFaults faults)
    {
        if (faults.IsNone)
        {
            return;
        }

        foreach (var field in s_fields)
        {
            if (faults[field] is not FieldFault.None and var fault)
            {
                _counts[PlaceOf(field, fault)]++;
            }
        }
    }

    /// <summary>Adds the counts of another instance.</summary>
    public void Add(FieldFaultCounts other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }
    }

    private static int PlaceOf(EventField field, FieldFault fault) => ((int)field * s_faults) + (int)fault;
}
