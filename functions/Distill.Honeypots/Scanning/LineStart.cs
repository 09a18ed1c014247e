using System.Buffers;

namespace Distill.Honeypots.Scanning;

/// <summary>Reads a line's beginning: a fence, a list item, a heading, a comment, a key with its value.</summary>
internal static class LineStart
{
    private static readonly SearchValues<char> s_key = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> s_code = new HashSet<string>(
        (
            "abstract assert async await break case catch class const continue def default del delete do echo elif else enum except export "
            + "extends extern finally fn for "
            + "foreach from func function global go if impl implements import in include interface internal lambda let local match module mut "
            + "namespace new package pass "
            + "print private protected public pub raise require return select set static struct sudo super switch then throw throws trait try "
            + "type typedef union unless "
            + "until use using val var void where while with yield insert update create drop alter int float double char bool string long npm "
            + "pip git docker cd"
        ).Split(' ')
    ).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] s_steps = ["Action Input:", "Final Answer:", "Function Call:", "Tool Call:", "Tool Input:"];

    /// <summary>Returns whether the line closes the open fence.</summary>
    public static bool ClosesFence(ReadOnlySpan<char> line, in DocumentState state)
    {
        line = line.TrimStart(" \t>").TrimEnd();
        return line.Length >= state.FenceLength && line.IndexOfAnyExcept(state.Fence) < 0;
    }

    /// <summary>Returns whether the line opens a fence, which may be within a list item or a quotation.</summary>
    public static bool OpensFence(ReadOnlySpan<char> line, ref DocumentState state)
    {
        line = line.TrimStart(" \t>");
        line = line[MarkerLength(line)..].TrimStart(" \t>");
        if (line.IsEmpty || line[0] is not ('`' or '~'))
        {
            return false;
        }

        var length = line.IndexOfAnyExcept(line[0]) is var run and >= 0 ? run : line.Length;
        if (length < 3 || (line[0] == '`' && line[length..].Contains('`')))
        {
            return false;
        }

        (state.Fence, state.FenceLength) = (line[0], length);
        return true;
    }

    /// <summary>Returns where the line's prose begins. If the line is not prose of a known form, it or its paragraph gets no marks.</summary>
    public static int Read(ReadOnlySpan<char> line, ref DocumentState state)
    {
        var indent = line.IndexOfAnyExcept(' ', '\t');
        var body = line[indent..];
        if (body.SequenceEqual("---"))
        {
            // The text between two such lines at a file's head describes the file.
            state.ParagraphClosed = true;
        }

        var marker = MarkerLength(body);
        var start = indent + marker;
        if (marker == 0 ? indent > 0 || !MayBegin(body) : indent > 3 || line[..indent].Contains('\t') || (indent > 0 && body[0] == '*'))
        {
            state.LineClosed = true;
            return start;
        }

        body = line[start..];
        var key = body.IndexOfAnyExcept(s_key);
        if ((key > 0 && body[key] == ':' && (key + 1 == body.Length || char.IsWhiteSpace(body[key + 1]))) || IsStep(body))
        {
            // Lines under a key belong to it.
            state.ParagraphClosed = true;
        }

        var word = body[..(body.IndexOfAnyExceptInRange('a', 'z') is var end and >= 0 ? end : body.Length)];
        state.LineClosed = !word.IsEmpty && s_code.Contains(word);
        return start;
    }

    private static bool IsStep(ReadOnlySpan<char> body)
    {
        foreach (var step in s_steps)
        {
            if (body.StartsWith(step, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool MayBegin(ReadOnlySpan<char> body) =>
        char.IsLetter(body[0])
        || body[0] is '(' or '[' or '"' or '\'' or '\u2018' or '\u2019' or '\u201C' or '_' or '`'
        || (body[0] == '*' && body.Length > 1 && body[1] != ' ');

    private static int MarkerLength(ReadOnlySpan<char> line)
    {
        var digits = 0;
        while (digits < line.Length && digits < 4 && char.IsAsciiDigit(line[digits]))
        {
            digits++;
        }

        var length = digits switch
        {
            0 => !line.IsEmpty && line[0] is '-' or '*' or '+' or '\u2022' ? 1 : 0,
            4 => 0,
            _ => digits < line.Length && line[digits] is '.' or ')' ? digits + 1 : 0,
        };
        return length > 0 && length < line.Length && line[length] == ' ' ? length + 1 : 0;
    }
}
