using System.Diagnostics.CodeAnalysis;
using Distill.Contracts;

namespace Distill.Honeypots.Keys;

/// <summary>
/// The code that the accounts of a cluster, or of a sign-up cohort, share in one epoch. Their key is derived from it. It has 1 to 256 printable
/// characters. <c>default</c> is no code.
/// </summary>
public readonly record struct MarkCode : IParsable<MarkCode>, IComparable<MarkCode>
{
    /// <summary>The longest code accepted, in characters.</summary>
    public const int MaxLength = 256;

    private readonly string? _value;

    private MarkCode(string value) => _value = value;

    /// <summary>The code as text; empty for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Returns the code of a cluster: its id.</summary>
    public static MarkCode Of(ClusterId cluster) => new(cluster.ToString());

    public static MarkCode Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var code) ? code : throw new FormatException($"A cluster's code has 1 to {MaxLength} printable characters.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out MarkCode result)
    {
        var valid = s is { Length: > 0 and <= MaxLength } && !s.Any(c => char.IsControl(c) || char.IsSurrogate(c));
        result = valid ? new MarkCode(s!) : default;
        return valid;
    }

    public int CompareTo(MarkCode other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    public static bool operator <(MarkCode left, MarkCode right) => left.CompareTo(right) < 0;

    public static bool operator >(MarkCode left, MarkCode right) => left.CompareTo(right) > 0;

    public static bool operator <=(MarkCode left, MarkCode right) => left.CompareTo(right) <= 0;

    public static bool operator >=(MarkCode left, MarkCode right) => left.CompareTo(right) >= 0;
}
