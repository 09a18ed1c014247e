using System.Diagnostics.CodeAnalysis;

namespace Distill.Contracts;

/// <summary>An account of the API tier: 1 to 256 printable characters, compared by ordinal. <c>default</c> names no account.</summary>
public readonly record struct AccountId : IComparable<AccountId>, ISpanParsable<AccountId>
{
    /// <summary>The longest id accepted, in characters.</summary>
    public const int MaxLength = 256;

    private readonly string? _value;

    private AccountId(string value) => _value = value;

    /// <summary>The id as text; empty for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Parses <paramref name="s"/> or throws <see cref="FormatException"/> saying what an id is.</summary>
    public static AccountId Parse(string s) =>
        TryParse(s, null, out var id) ? id : throw new FormatException($"An account id has 1 to {MaxLength} printable characters.");

    public static AccountId Parse(string s, IFormatProvider? provider) => Parse(s);

    public static AccountId Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s.ToString());

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out AccountId result)
    {
        if (s is null || !IsValid(s))
        {
            result = default;
            return false;
        }

        result = new AccountId(s);
        return true;
    }

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out AccountId result) =>
        TryParse(s.ToString(), provider, out result);

    public int CompareTo(AccountId other) => string.CompareOrdinal(Value, other.Value);

    public override string ToString() => Value;

    private static bool IsValid(ReadOnlySpan<char> s)
    {
        if (s.Length is 0 or > MaxLength)
        {
            return false;
        }

        for (var i = 0; i < s.Length; i++)
        {
            // A surrogate pair, such as an emoji, is a character like any other. Half of one is none.
            if (char.IsSurrogate(s[i]) && !(i + 1 < s.Length && char.IsSurrogatePair(s[i], s[++i])))
            {
                return false;
            }

            if (char.IsControl(s[i]))
            {
                return false;
            }
        }

        return true;
    }

    public static bool operator <(AccountId left, AccountId right) => left.CompareTo(right) < 0;

    public static bool operator >(AccountId left, AccountId right) => left.CompareTo(right) > 0;

    public static bool operator <=(AccountId left, AccountId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(AccountId left, AccountId right) => left.CompareTo(right) >= 0;
}
