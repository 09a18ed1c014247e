using System.Buffers;

namespace Distill.Honeypots.Scanning;

/// <summary>
/// Cuts text into segments. A segment is a sentence or a line, whichever ends first. Later text never changes where a segment ends, so a stream is
/// cut like the whole text.
/// </summary>
internal static class TextSegments
{
    /// <summary>The longest segment, in UTF-16 units. Longer text without an end is not prose.</summary>
    public const int MaxLength = 2000;

    private static readonly SearchValues<char> s_ends = SearchValues.Create("\n\r.!?");
    private static readonly SearchValues<char> s_closers = SearchValues.Create(".!?)]\"'*_\u201D\u2019");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> s_abbreviations = new HashSet<string>(
        "etc vs mr mrs ms dr prof st cf al fig no inc ltd jr sr approx dept eq vol pp ed eds".Split(' '),
        StringComparer.OrdinalIgnoreCase
    ).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// Returns the end of the segment at <paramref name="from"/>; -1 if more text is needed. It is never -1 if the text is
    /// <paramref name="complete"/>.
    /// </summary>
    public static int EndOf(ReadOnlySpan<char> text, int from, bool complete)
    {
        var limit = Math.Min(text.Length, from + MaxLength);
        for (var i = from; i < limit; i++)
        {
            var next = text[i..limit].IndexOfAny(s_ends);
            if (next < 0)
            {
                break;
            }

            i += next;
            if (text[i] is '\n' or '\r')
            {
                return i + 1;
            }

            var end = i + 1;
            while (end < limit && s_closers.Contains(text[end]))
            {
                end++;
            }

            if (end < limit && text[end] is ' ' or '\t' && !IsAbbreviation(text[from..i], text[i]))
            {
                return end + 1;
            }
        }

        if (text.Length - from >= MaxLength)
        {
            return char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
        }

        return complete ? text.Length : -1;
    }

    /// <summary>
    /// Returns the end of the segment behind the one that ends at <paramref name="end"/>; <paramref name="end"/> if there is none in the same line;
    /// -1 if more text is needed.
    /// </summary>
    public static int EndBehind(ReadOnlySpan<char> text, int end, bool complete) => text[end - 1] is '\n' or '\r' ? end : EndOf(text, end, complete);

    private static bool IsAbbreviation(ReadOnlySpan<char> before, char end)
    {
        if (end != '.')
        {
            return false;
        }

        var start = before.Length;
        while (start > 0 && char.IsLetterOrDigit(before[start - 1]))
        {
            start--;
        }

        var word = before[start..];
        return word.Length == 1
            || s_abbreviations.Contains(word)
            || (word.Length > 0 && !word.ContainsAnyExceptInRange('0', '9') && before[..start].IsWhiteSpace());
    }
}
