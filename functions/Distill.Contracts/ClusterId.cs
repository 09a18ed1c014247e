using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Distill.Contracts;

/// <summary>The id of a cluster: "hydra-" and 12 hexadecimal digits. It stays while members come and go. <c>default</c> names none.</summary>
public readonly record struct ClusterId : IComparable<ClusterId>, IParsable<ClusterId>
{
    private const string Prefix = "hydra-";

    private readonly ulong _value;

    private ClusterId(ulong value) => _value = value & 0xFFFF_FFFF_FFFF;

    /// <summary>
    /// The id of a cluster that was first seen with these members. It derives from them, so every run over the same events gives the same id.
    /// </summary>
    public static ClusterId Of(Hour firstSeen, AccountId firstMember) =>
        new(Fingerprint.Mix((ulong)firstSeen.Number, Fingerprint.Of(System.Text.Encoding.UTF8.GetBytes(firstMember.Value))));

    public static ClusterId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException("A cluster id is \"hydra-\" and 12 hexadecimal digits.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ClusterId result)
    {
        result = default;
        if (
            s is null
            || s.Length != Prefix.Length + 12
            || !s.StartsWith(Prefix, StringComparison.Ordinal)
            || !ulong.TryParse(s.AsSpan(Prefix.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
        )
        {
            return false;
        }

        result = new ClusterId(value);
        return true;
    }

    public int CompareTo(ClusterId other) => _value.CompareTo(other._value);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{_value:x12}");

    public static bool operator <(ClusterId left, ClusterId right) => left._value < right._value;

    public static bool operator >(ClusterId left, ClusterId right) => left._value > right._value;

    public static bool operator <=(ClusterId left, ClusterId right) => left._value <= right._value;

    public static bool operator >=(ClusterId left, ClusterId right) => left._value >= right._value;
}
