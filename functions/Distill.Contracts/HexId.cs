using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Distill.Contracts;

/// <summary>Ids of a prefix and 12 hexadecimal digits: made, read and printed in one way.</summary>
internal static class HexId
{
    private const int Digits = 12;
    private const ulong Most = 0xFFFF_FFFF_FFFF;

    /// <summary>The value of something first seen in an hour with this member. Every run over the same events gives the same value.</summary>
    public static ulong Of(Hour firstSeen, AccountId firstMember) =>
        Fingerprint.Mix((ulong)firstSeen.Number, Fingerprint.Of(Encoding.UTF8.GetBytes(firstMember.Value))) & Most;

    public static bool TryParse([NotNullWhen(true)] string? text, string prefix, out ulong value)
    {
        value = 0;
        return text is not null
            && text.Length == prefix.Length + Digits
            && text.StartsWith(prefix, StringComparison.Ordinal)
            && ulong.TryParse(text.AsSpan(prefix.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }

    public static string Print(string prefix, ulong value) => string.Create(CultureInfo.InvariantCulture, $"{prefix}{value:x12}");
}
