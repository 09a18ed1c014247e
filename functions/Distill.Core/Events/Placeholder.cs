using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Distill.Contracts;

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

    private static ReadOnlySpan<byte> Blanks => " \t\r\n\"'`"u8;

    private static ReadOnlySpan<byte> Wraps => " \t\r\n\"'`[](){}<>."u8;

    private static readonly SearchValues<byte> s_letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    private static readonly Dictionary<string, string[]> s_sections = TextSections
        .Read(typeof(Placeholder).Assembly, "placeholders.txt")
        .ToDictionary(s => s.Name, s => s.Text.Split('\n'));

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_words = s_sections["words"]
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_notes = s_sections["notes"]
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>True for a placeholder and for an empty value. Allocates nothing.</summary>
    public static bool IsUnknown(ReadOnlySpan<byte> value) =>
        IsEmptyOrWord(value) || (TryWithoutPrefix(WithoutScheme(value.Trim(Wraps)), out var rest) && IsEmptyOrWord(rest));

    private static bool IsEmptyOrWord(ReadOnlySpan<byte> value)
    {
        // Databases write \N, and spreadsheets and models -1, for a value that is missing. Neither sign is stripped.
        value = value.Trim(Blanks);
        if (value.SequenceEqual("\\N"u8) || value.SequenceEqual("-1"u8))
        {
            return true;
        }

        value = Bare(value);
        return value.IsEmpty || IsOneCharacter(value) || IsWord(value);
    }

    private static ReadOnlySpan<byte> WithoutScheme(ReadOnlySpan<byte> value) => value.StartsWith("urn:"u8) ? value["urn:"u8.Length..] : value;

    // Strips what is no letter, mark or digit, not even a broken one, from both ends: "[REDACTED]", "<none>", "(null)", "n/a.", "${unknown}".
    private static ReadOnlySpan<byte> Bare(ReadOnlySpan<byte> value)
    {
        while (Rune.DecodeFromUtf8(value, out var first, out var length) == OperationStatus.Done && !IsPart(first))
        {
            value = value[length..];
        }

        while (Rune.DecodeLastFromUtf8(value, out var last, out var length) == OperationStatus.Done && !IsPart(last))
        {
            value = value[..^length];
        }

        return value;
    }

    private static bool IsPart(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || rune == Rune.ReplacementChar
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

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

        return s_words.Contains(word) || IsNote(word);
    }

    private static bool IsNote(Span<char> words)
    {
        var isNote = false;
        for (var rest = words; !rest.IsEmpty; )
        {
            var end = 0;
            while (end < rest.Length && char.IsLetter(rest[end]))
            {
                end++;
            }

            if (end < rest.Length && rest[end] is not (' ' or '-' or ':' or '/' or '.'))
            {
                return false;
            }

            isNote |= s_notes.Contains(rest[..end]);
            rest = rest[Math.Min(end + 1, rest.Length)..];
        }

        return isNote;
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
