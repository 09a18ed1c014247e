using System.Text;

namespace Distill.Logs.Opening;

/// <summary>Recognizes the header of a table of text.</summary>
internal static class TableHeader
{
    // The longest header and the longest name in it, in bytes.
    private const int MostBytes = 1 << 14;
    private const int MostName = 128;

    private static readonly char[] s_separators = [',', ';', '\t', '|'];

    /// <summary>Whether the first line holds two names or more, with separators between them.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> start)
    {
        // A line of text before lines of JSON may look like a header.
        var next = start[(start.IndexOf((byte)'\n') + 1)..].TrimStart(" \t\r\n"u8);
        var line = start[..(start.IndexOf((byte)'\n') is >= 0 and var end ? end : start.Length)].TrimEnd((byte)'\r');
        if (line.Length > MostBytes || (line.Length < start.Length && next is [(byte)'{' or (byte)'[', ..]))
        {
            return false;
        }

        var text = Encoding.UTF8.GetString(line);
        return s_separators.Any(separator => text.Split(separator) is { Length: > 1 } names && names.All(IsName));
    }

    private static bool IsName(string name)
    {
        name = name.Trim().Trim('"');
        return name.Length is > 0 and <= MostName
            && (char.IsLetter(name[0]) || name[0] is '_' or '@' or '$')
            && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '-' or ' ' or ':' or '/' or '@' or '$' or '(' or ')');
    }
}
