using System.Runtime.InteropServices;
using Distill.Honeypots.Dictionary;

namespace Distill.Honeypots.Scanning;

/// <summary>Cuts a segment into tokens.</summary>
internal static class Tokenizer
{
    private const int MaxTokens = 400;

    private static readonly ulong s_i = WordHash.Of("i");

    /// <summary>
    /// Reads the tokens of <paramref name="text"/> from <paramref name="from"/> on. Returns false if the line is not prose, but a row of values,
    /// columns or a call.
    /// </summary>
    public static bool Read(ReadOnlySpan<char> text, int from, ReadOnlySpan<(int Start, int End)> closed, List<Token> into, ref DocumentState state)
    {
        into.Clear();
        var gap = from;
        for (var i = from; i < text.Length; )
        {
            if (!IsWord(text[i]))
            {
                i++;
                continue;
            }

            var token = Word(text, ref i);
            var between = text[gap..token.Start];
            token.Before = into.Count == 0 ? Gap.Other : Kind(between);
            if (into.Count == MaxTokens || (into.Count > 0 && !IsProse(between, text, token, ref state)))
            {
                return false;
            }

            if (token.Before == Gap.Tie)
            {
                token.Opaque = true;
                CollectionsMarshal.AsSpan(into)[^1].Opaque = true;
            }

            foreach (var (start, end) in closed)
            {
                token.Opaque |= token.Start < end && token.End > start;
            }

            token.Opaque |= IsTied(text, token);
            into.Add(token);
            gap = i;
        }

        return true;
    }

    /// <summary>Returns the classes of all words of a text, be it prose or not.</summary>
    public static WordClass Classes(ReadOnlySpan<char> text)
    {
        var classes = WordClass.None;
        for (var i = 0; i < text.Length; )
        {
            if (IsWord(text[i]))
            {
                classes |= Word(text, ref i).Class;
            }
            else
            {
                i++;
            }
        }

        return classes;
    }

    /// <summary>Adds the stems of all words of a text, be it prose or not.</summary>
    public static void AddStems(ReadOnlySpan<char> text, HashSet<ulong> stems)
    {
        for (var i = 0; i < text.Length; )
        {
            if (IsWord(text[i]))
            {
                var token = Word(text, ref i);
                stems.Add(Stem.Of(text[token.Start..token.End]));
            }
            else
            {
                i++;
            }
        }
    }

    /// <summary>Returns whether a sign on either side makes the word a figure, a name, an option or a call.</summary>
    private static bool IsTied(ReadOnlySpan<char> text, in Token token)
    {
        var after = token.End < text.Length ? text[token.End] : ' ';
        var before = token.Start > 0 ? text[token.Start - 1] : ' ';
        return after is '%' or '#' or '+' or '&' or '@' or '/' or '['
            || (after == '(' && !IsPlural(text[token.End..]))
            || before is '$' or '#' or '@' or '/' or '&' or '.' or '\u20AC' or '\u00A3'
            || (before == '-' && token.Before != Gap.Hyphen);
    }

    private static bool IsPlural(ReadOnlySpan<char> text) => text.StartsWith("(s)") || text.StartsWith("(es)");

    private static Token Word(ReadOnlySpan<char> text, ref int i)
    {
        var token = new Token { Start = i, Hash = WordHash.Empty };
        var (upper, head) = (0, 0ul);
        for (; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsAsciiLetter(c))
            {
                upper += c <= 'Z' ? 1 : 0;
            }
            else if (c is '\'' or '\u2019' && i > token.Start && i + 1 < text.Length && char.IsAsciiLetter(text[i + 1]) && head == 0)
            {
                head = token.Hash;
            }
            else if (IsWord(c))
            {
                token.Opaque = true;
            }
            else
            {
                break;
            }

            token.Hash = WordHash.Add(token.Hash, c);
        }

        token.End = i;
        token.Head = head == 0 ? token.Hash : head;
        var first = text[token.Start];
        token.Capital = char.IsAsciiLetterUpper(first) && !(first == 'I' && (head != 0 ? head : token.Hash) == s_i);
        token.Opaque |=
            (token.End == token.Start + 1 && first is not ('a' or 'A' or 'I' or 'e' or 'g'))
            || upper > 1
            || (upper == 1 && !char.IsAsciiLetterUpper(first));
        var entry = MarkDictionary.Standard.Look(token.Hash);
        token.Forms = entry.Forms;
        token.Class = entry.Class | WordEndings.Of(text[token.Start..token.End]);
        (token.Unit, token.Other) = (token.Hash, token.Hash);
        token.Plural =
            head == 0
            && (token.Class & WordClass.Singular) == 0
            && token.End - token.Start > 3
            && text[token.End - 1] == 's'
            && text[token.End - 2] is not ('s' or 'i' or 'u');
        token.Gerund = text[token.Start..token.End].EndsWith("ing");
        return token;
    }

    private static bool IsWord(char c) =>
        char.IsAsciiLetterOrDigit(c)
        || c == '_'
        || (c > 127 && (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || char.IsBetween(c, '\u0300', '\u036F')));

    private static Gap Kind(ReadOnlySpan<char> between) =>
        between switch
        {
            [' '] => Gap.Space,
            [',', ' '] => Gap.Comma,
            ['-'] => Gap.Hyphen,
            _ => between.ContainsAny(' ', '\u2013', '\u2014') || between.Contains('\u2026') ? Gap.Other : Gap.Tie,
        };

    private static bool IsProse(ReadOnlySpan<char> between, ReadOnlySpan<char> text, Token next, ref DocumentState state)
    {
        // Two spaces separate columns.
        if (between.Length > 1 && between.Contains("  ", StringComparison.Ordinal))
        {
            state.LineClosed = true;
        }

        // A comma without a space separates values, except within a number.
        if (between is [','] && !(char.IsAsciiDigit(text[next.Start]) && char.IsAsciiDigit(text[next.Start - 2])))
        {
            state.LineClosed = true;
        }

        // A comment follows code.
        if (
            (between.Contains("//", StringComparison.Ordinal) && !between.Contains("://", StringComparison.Ordinal))
            || between.Contains("# ", StringComparison.Ordinal)
            || between.Contains(");", StringComparison.Ordinal)
            || between.Contains("/*", StringComparison.Ordinal)
        )
        {
            state.LineClosed = true;
        }

        // An opening bracket without a space makes a call, except before a plural's ending.
        return !state.LineClosed && !(between is ['('] && !IsPlural(text[(next.Start - 1)..]));
    }
}
