using System.Buffers;
using System.Collections.Frozen;
using System.Text.Unicode;

namespace Distill.Core.Events;

/// <summary>Recognizes values that mean "not known": "none", "n/a", "[redacted]", "***", an all-zero id, the hash of nothing.</summary>
/// <remarks>
/// A placeholder that is read as a value is worse than a missing value: accounts with it seem to share it, like the customers of one open owner. A
/// placeholder of one sender alone can't be listed here. The correlation recognizes those by how many unrelated accounts have them (CommonValues).
/// </remarks>
internal static class Placeholder
{
    // Longest word in the list, in characters: a SHA-256 in hexadecimal.
    private const int MaxWord = 64;

    // Longest prefix that names a kind, in characters: "pm_none", "device:unknown".
    private const int MaxPrefix = 12;

    // Fewest equal characters that make a placeholder. Fewer may be a short value.
    private const int MinRun = 3;

    private static readonly SearchValues<byte> s_letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_words = FrozenSet
        .Create(
            StringComparer.Ordinal,
            "none",
            "null",
            "nil",
            "nan",
            "n/a",
            "na",
            "n\\a",
            "n.a",
            "n/d",
            "unknown",
            "undefined",
            "undef",
            "unset",
            "not set",
            "not available",
            "not applicable",
            "not provided",
            "not known",
            "not found",
            "not specified",
            "unspecified",
            "unavailable",
            "missing",
            "absent",
            "empty",
            "blank",
            "void",
            "no value",
            "no data",
            "nothing",
            "redacted",
            "redact",
            "masked",
            "hidden",
            "removed",
            "deleted",
            "filtered",
            "scrubbed",
            "suppressed",
            "withheld",
            "omitted",
            "obfuscated",
            "anonymized",
            "anonymised",
            "anonymous",
            "anon",
            "private",
            "confidential",
            "placeholder",
            "dummy",
            "default",
            "tbd",
            "todo",
            "(none)",
            "false",
            "true",
            "free",
            "no card",
            "no payment",
            "no payment method",
            "no device",
            "noprompt",
            "no prompt",
            "prompt content not logged",
            "content logging disabled",
            "keine",
            "unbekannt",
            "aucun",
            "inconnu",
            "ninguno",
            "desconocido",
            "нет",
            "неизвестно",
            "无",
            "未知",
            "不明",
            "なし",
            "content redacted",
            "prompt redacted",
            "redacted by litellm",
            "redacted-by-litellm",
            "00000000-0000-0000-0000-000000000001",
            "02:00:00:00:00:00",
            "01234567-89ab-cdef-0123-456789abcdef",
            "0123456789abcdef",
            "0123456789",
            "1234567890",
            "123456789",
            "12345678",
            "d41d8cd98f00b204e9800998ecf8427e",
            "da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>True for a placeholder and for an empty value. Allocates nothing.</summary>
    public static bool IsUnknown(ReadOnlySpan<byte> value)
    {
        value = Bare(value);
        return IsBareUnknown(value) || (TryWithoutPrefix(WithoutScheme(value), out var rest) && IsBareUnknown(rest));
    }

    private static bool IsBareUnknown(ReadOnlySpan<byte> value) => value.IsEmpty || IsOneCharacter(value) || IsWord(value);

    private static ReadOnlySpan<byte> WithoutScheme(ReadOnlySpan<byte> value) => value.StartsWith("urn:"u8) ? value["urn:"u8.Length..] : value;

    // Strips blanks, quotes, brackets and full stops: "[REDACTED]", "<none>", "(null)", "n/a.".
    private static ReadOnlySpan<byte> Bare(ReadOnlySpan<byte> value) => value.Trim(" \t\r\n\"'`[](){}<>."u8);

    private static bool IsWord(ReadOnlySpan<byte> value)
    {
        Span<char> word = stackalloc char[MaxWord];
        if (Utf8.ToUtf16(value, word, out _, out var length) != OperationStatus.Done)
        {
            return false;
        }

        word = word[..length];
        foreach (ref var character in word)
        {
            character = character == '_' ? ' ' : char.ToLowerInvariant(character);
        }

        return s_words.Contains(word);
    }

    // True for one repeated character, with or without separators: "***", "----", "0000-0000", "ffffffff". A point is no separator: "8.8.8" is a
    // version.
    private static bool IsOneCharacter(ReadOnlySpan<byte> value)
    {
        value = value.StartsWith("0x"u8) ? value[2..] : value;
        var (first, run) = ((byte)0, 0);
        foreach (var b in value)
        {
            if (b < 0x80 && b != '.' && !char.IsAsciiLetterOrDigit((char)b))
            {
                continue;
            }

            first = first == 0 ? b : first;
            if (b != first || b >= 0x80)
            {
                return false;
            }

            run++;
        }

        return run is 0 or >= MinRun || first == '0';
    }

    // Strips a prefix that names a kind, and what separates it: "pm_", "device:", "uuid:".
    private static bool TryWithoutPrefix(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> rest)
    {
        rest = default;
        var letters = value.IndexOfAnyExcept(s_letters);
        if (letters is < 1 or > MaxPrefix || value[letters] is not ((byte)'_' or (byte)'-' or (byte)':' or (byte)'=' or (byte)'/'))
        {
            return false;
        }

        rest = Bare(value[(letters + 1)..]);
        return true;
    }
}
