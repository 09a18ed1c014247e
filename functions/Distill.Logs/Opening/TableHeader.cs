using System.Text;

namespace Distill.Logs.Opening;

/// <summary>Recognizes the header of a table of text.</summary>
/// <param name="Offset">Bytes before the header: blank lines, and the line in which spreadsheets name the separator.</param>
/// <param name="Separator">The separator that such a line names; null when the header tells.</param>
internal readonly record struct TableHeader(int Offset, char? Separator)
{
    // The longest header and the longest name in it, in bytes.
    private const int MostBytes = 1 << 14;
    private const int MostName = 128;

    private static readonly char[] s_separators = [',', ';', '\t', '|'];

    /// <summary>Finds a header: two names or more, with separators between them. Null when the bytes do not begin with one.</summary>
    public static TableHeader? Find(ReadOnlySpan<byte> start)
    {
        var rest = start.TrimStart("\r\n"u8);
        var first = LineOf(rest);
        char? separator = null;
        if (
            Encoding.UTF8.GetString(first.Trim("\" "u8)) is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', var named]
            && Array.IndexOf(s_separators, named) >= 0
        )
        {
            rest = rest[first.Length..].TrimStart("\r\n"u8);
            separator = named;
        }

        return IsHeader(rest, separator) ? new TableHeader(start.Length - rest.Length, separator) : null;
    }

    private static bool IsHeader(ReadOnlySpan<byte> start, char? separator)
    {
        // A line of text before lines of JSON may look like a header.
        var line = LineOf(start);
        var next = start[line.Length..].TrimStart(" \t\r\n"u8);
        if (line.Length > MostBytes || next is [(byte)'{' or (byte)'[', ..])
        {
            return false;
        }

        var text = Encoding.UTF8.GetString(line);
        return (separator is { } named ? [named] : s_separators).Any(s => text.Split(s) is { Length: > 1 } names && names.All(IsName));
    }

    private static ReadOnlySpan<byte> LineOf(ReadOnlySpan<byte> start) =>
        start[..(start.IndexOfAny("\r\n"u8) is >= 0 and var end ? end : start.Length)];

    private static bool IsName(string name)
    {
        name = name.Trim().Trim('"');
        return name.Length is > 0 and <= MostName
            && (char.IsLetter(name[0]) || name[0] is '_' or '@' or '$')
            && name.All(c => char.IsLetterOrDigit(c) || "_.- :/@$()[]".Contains(c, StringComparison.Ordinal));
    }
}
