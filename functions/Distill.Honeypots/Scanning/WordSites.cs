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

    /// <summary>Returns the context of a site that begins at token <paramref name="at"/>.</summary>
    public static byte Context(ReadOnlySpan<Token> tokens, int at, MarkPair pair) =>
        pair.Kind.IsConvention() ? (byte)0 : WordHash.Bucket(at == 0 ? s_start : tokens[at - 1].Unit);

    /// <summary>
    /// Returns whether the tokens, which end before <paramref name="to"/>, may change: there is no name, figure or negation beside them.
    /// </summary>
    public static bool IsFree(ReadOnlySpan<Token> tokens, int from, int to) =>
        !(from > 0 && IsBarrier(tokens[from - 1], from - 1)) && !(to < tokens.Length && IsBarrier(tokens[to], to));

    private static bool IsBarrier(in Token token, int at) =>
        token.Opaque || (token.Capital && at > 0) || (token.Class & (WordClass.Negation | WordClass.Measure)) != 0;

    private static int Take(Span<Token> tokens, int at, List<Site> sites)
    {
        ref var first = ref tokens[at];
        if (first.Opaque || (first.Capital && at > 0))
        {
            return 1;
        }

        foreach (var form in MarkDictionary.Standard.FormsAt(first.Forms))
        {
            if (!form.StandsAt(tokens, at))
            {
                continue;
            }

            var end = at + form.Length;
            if (!IsFree(tokens, at, end))
            {
                return 1;
            }

            var cell = new Cell(form.Pair.Id, Context(tokens, at, form.Pair));
            sites.Add(new Site(first.Start, tokens[end - 1].End - first.Start, cell, form.Form, form.Other(first.Capital)));
            for (var i = at; i < end; i++)
            {
                (tokens[i].Inner, tokens[i].Unit) = (i > at, form.Unit);
            }

            return form.Length;
        }

        return 1;
    }
}
