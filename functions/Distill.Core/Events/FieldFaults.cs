namespace Distill.Core.Events;

/// <summary>The faults of one event: for each field the one that lost most. Packed into 16 bytes, because every event carries one.</summary>
public readonly record struct FieldFaults
{
    // Bits of one field: enough for all faults.
    private const int BitsEach = 4;

    private readonly UInt128 _bits;

    private FieldFaults(UInt128 bits) => _bits = bits;

    /// <summary>True when no field has a fault. This is so for nearly all events.</summary>
    public bool IsNone => _bits == UInt128.Zero;

    public FieldFault this[EventField field] => (FieldFault)(uint)((_bits >> ShiftOf(field)) & 15);

    /// <summary>Returns a copy with one more fault. If the field already has a fault, the one that lost more stays.</summary>
    public FieldFaults With(EventField field, FieldFault fault) =>
        fault <= this[field] ? this : new FieldFaults((_bits & ~((UInt128)15 << ShiftOf(field))) | ((UInt128)(uint)fault << ShiftOf(field)));

    private static int ShiftOf(EventField field) => BitsEach * (int)field;
}
