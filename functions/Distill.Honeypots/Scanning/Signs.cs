using System.Buffers;

namespace Distill.Honeypots.Scanning;

/// <summary>The signs that begin and end protected text.</summary>
internal static class Signs
{
    /// <summary>Every sign that <see cref="ProtectedSpans"/> stops at: quotes, brackets, markup and control characters.</summary>
    public static readonly SearchValues<char> Watched = SearchValues.Create(
        "\"'`{}[]<>=\\^~|$_*\t\u201C\u201D\u201E\u201F\u2018\u2019\u201A\u201B\u00AB\u00BB\u2039\u203A\u300C\u300D"
            + "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000B\u000C\u000E\u000F\u001B\u0085\u2028\u2029"
    );

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> s_void = new HashSet<string>(
        "br hr img input meta link wbr".Split(' '),
        StringComparer.OrdinalIgnoreCase
    ).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Returns whether a quotation may begin after this character.</summary>
    public static bool IsOpener(char before) =>
        char.IsWhiteSpace(before)
        || before
            is '('
                or '['
                or '{'
                or '\u2014'
                or '\u2013'
                or '-'
                or '*'
                or '_'
                or '"'
                or '\''
                or '\u201C'
                or '\u2018'
                or '/'
                or ':'
                or ','
                or '=';

    /// <summary>Returns how many times in a row the character at this place stands there.</summary>
    public static int Run(ReadOnlySpan<char> text, int at) => text[at..].IndexOfAnyExcept(text[at]) is var run and >= 0 ? run : text.Length - at;

    /// <summary>Returns by how much a command after a backslash changes the number of open formulas: 1, 0 or -1.</summary>
    public static int Formula(ReadOnlySpan<char> command) =>
        command switch
        {
            ['[' or '(', ..] => 1,
            [']' or ')', ..] => -1,
            _ when command.StartsWith("begin{") => 1,
            _ when command.StartsWith("end{") => -1,
            _ => 0,
        };

    /// <summary>Updates the state with the tag that the text begins with.</summary>
    public static void Tag(ReadOnlySpan<char> text, ref DocumentState state)
    {
        if (text.Length < 2 || !(char.IsLetter(text[1]) || text[1] is '/' or '!' or '?' or '|'))
        {
            return;
        }

        var end = text.StartsWith("<!--") ? text.IndexOf("-->") : text.IndexOf('>');
        if (end < 0 || text.StartsWith("<![CDATA["))
        {
            state.Closed = true;
        }
        else if (text[1] == '/')
        {
            state.Tags = Math.Max(0, state.Tags - 1);
        }
        else if (char.IsLetter(text[1]) && text[end - 1] != '/')
        {
            var name = text[1..end];
            name = name[..(name.IndexOfAnyExceptInRange('!', '~') is var space and >= 0 ? space : name.Length)];
            state.Tags += s_void.Contains(name) ? 0 : 1;
        }
    }
}
