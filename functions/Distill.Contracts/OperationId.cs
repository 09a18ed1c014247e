using System.Diagnostics.CodeAnalysis;

namespace Distill.Contracts;

/// <summary>The id of an operation: "operation-" and 12 hexadecimal digits. It stays while clusters come and go. <c>default</c> names none.</summary>
public readonly record struct OperationId : IComparable<OperationId>, IParsable<OperationId>
{
    private const string Prefix = "operation-";

    private readonly ulong _value;

    private OperationId(ulong value) => _value = value;

    /// <summary>
    /// The id of an operation that was first seen with these members. It derives from them, so every run over the same events gives the same id.
    /// </summary>
    public static OperationId Of(Hour firstSeen, AccountId firstMember) => new(HexId.Of(firstSeen, firstMember));

    public static OperationId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException("An operation id is \"operation-\" and 12 hexadecimal digits.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out OperationId result)
    {
        var isId = HexId.TryParse(s, Prefix, out var value);
        result = new OperationId(value);
        return isId;
    }

    public int CompareTo(OperationId other) => _value.CompareTo(other._value);

    public override string ToString() => HexId.Print(Prefix, _value);

    public static bool operator <(OperationId left, OperationId right) => left._value < right._value;

    public static bool operator >(OperationId left, OperationId right) => left._value > right._value;

    public static bool operator <=(OperationId left, OperationId right) => left._value <= right._value;

    public static bool operator >=(OperationId left, OperationId right) => left._value >= right._value;
}
