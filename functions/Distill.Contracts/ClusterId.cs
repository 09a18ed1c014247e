using System.Diagnostics.CodeAnalysis;

namespace Distill.Contracts;

/// <summary>The id of a cluster: "hydra-" and 12 hexadecimal digits. It stays while members come and go. <c>default</c> names none.</summary>
public readonly record struct ClusterId : IComparable<ClusterId>, IParsable<ClusterId>
{
    private const string Prefix = "hydra-";

    private readonly ulong _value;

    private ClusterId(ulong value) => _value = value;

    /// <summary>
    /// The id of a cluster that was first seen with these members. It derives from them, so every run over the same events gives the same id.
    /// </summary>
    public static ClusterId Of(Hour firstSeen, AccountId firstMember) => new(HexId.Of(firstSeen, firstMember));

    public static ClusterId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException("A cluster id is \"hydra-\" and 12 hexadecimal digits.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ClusterId result)
    {
        var isId = HexId.TryParse(s, Prefix, out var value);
        result = new ClusterId(value);
        return isId;
    }

    public int CompareTo(ClusterId other) => _value.CompareTo(other._value);

    public override string ToString() => HexId.Print(Prefix, _value);

    public static bool operator <(ClusterId left, ClusterId right) => left._value < right._value;

    public static bool operator >(ClusterId left, ClusterId right) => left._value > right._value;

    public static bool operator <=(ClusterId left, ClusterId right) => left._value <= right._value;

    public static bool operator >=(ClusterId left, ClusterId right) => left._value >= right._value;
}
