using Distill.Honeypots.Dictionary;

namespace Distill.Honeypots.Scanning;

/// <summary>Finds the word sites from left to right. At each place the longest form wins.</summary>
internal static class WordSites
{
    private static readonly ulong s_start = WordHash.Of("^");

    public static void Find(Span<Token> tokens, List<Site> sites)
    {
        for (var i = 0; i < tokens.Length; )
        {
            i += Take(tokens, i, sites);
        }
    }

    // The context of a site: the unit before it. At a sentence's start it is the unit behind it.
    private static byte Context(ReadOnlySpan<Token> tokens, int at, int end) =>
        WordHash.Bucket(
            at > 0 ? tokens[at - 1].Unit
            : end < tokens.Length ? WordHash.Join(s_start, UnitAt(tokens, end))
            : s_start
        );

    // The unit of a token that has not been read yet.
    private static ulong UnitAt(ReadOnlySpan<Token> tokens, int at) => FormAt(tokens, at)?.Unit ?? tokens[at].Hash;

    // Returns whether the tokens, which end before the given one, may change: there is no name, figure or negation beside them.
    private static bool IsFree(ReadOnlySpan<Token> tokens, int from, int to) =>
        !(from > 0 && IsBarrier(tokens[from - 1], from - 1)) && !(to < tokens.Length && IsBarrier(tokens[to], to));

    private static bool IsBarrier(in Token token, int at) =>
        token.Opaque || (token.Capital && at > 0) || (token.Class & (WordClass.Negation | WordClass.Measure)) != 0;

    private static WordForm? FormAt(ReadOnlySpan<Token> tokens, int at)
    {
        ref readonly var first = ref tokens[at];
        if (first.Opaque || (first.Capital && at > 0))
        {
            return null;
        }

        foreach (var form in MarkDictionary.Standard.FormsAt(first.Forms))
        {
            if (form.StandsAt(tokens, at))
            {
                return IsFree(tokens, at, at + form.Length) ? form : null;
            }
        }

        return null;
    }

    private static int Take(Span<Token> tokens, int at, List<Site> sites)
    {
        if (FormAt(tokens, at) is not { } form)
        {
            return 1;
        }

        ref readonly var first = ref tokens[at];
        var end = at + form.Length;
        var cell = new Cell(form.Pair.Id, Context(tokens, at, end));
        sites.Add(new Site(first.Start, tokens[end - 1].End - first.Start, cell, form.Form, form.Other(first.Capital)));
        for (var i = at; i < end; i++)
        {
            tokens[i].Unit = form.Unit;
        }

        return form.Length;
    }
}
