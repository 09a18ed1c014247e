namespace Distill.Core.Events;

/// <summary>The faults of one event, at most one for each field: the one that lost most. A value of 16 bytes, for every event has one.</summary>
public readonly record struct FieldFaults
{
    private const int BitsEach = 4;

    private readonly UInt128 _bits;

    private FieldFaults(UInt128 bits) => _bits = bits;

    /// <summary>True when no field has a fault, as in nearly all events.</summary>
    public bool IsNone => _bits == UInt128.Zero;

    public FieldFault this[EventField field] => (FieldFault)(uint)((_bits >> ShiftOf(field)) & 15);

    /// <summary>The same with one more; of two in one field the one that lost more stays.</summary>
    public FieldFaults With(EventField field, FieldFault fault) =>
        fault <= this[field] ? this : new FieldFaults((_bits & ~((UInt128)15 << ShiftOf(field))) | ((UInt128)(uint)fault << ShiftOf(field)));

    private static int ShiftOf(EventField field) => BitsEach * (int)field;
}
