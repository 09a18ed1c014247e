using Distill.Honeypots.Dictionary;

namespace Distill.Honeypots.Scanning;

/// <summary>Finds lists: "a, b and c", "a, b, or c".</summary>
internal static class Lists
{
    // The most units in a list's item: if other items confirm the list, and if none does.
    private const int LongItem = 8;
    private const int ShortItem = 4;

    private static readonly ulong s_and = WordHash.Of("and");
    private static readonly HashSet<ulong> s_prepositions = WordHash.SetOf("of to for in with on at from by");

    // "that/which" is the unit of both words of the pair.
    private static readonly HashSet<ulong> s_attached = [.. new[] { "of", "that", "which", "who", "that/which" }.Select(w => WordHash.Of(w))];

    public static MarkPair PairOf(MarkDictionary dictionary, in Token conjunction) =>
        conjunction.Hash == s_and ? dictionary.SerialAnd : dictionary.SerialOr;

    /// <summary>Returns whether the conjunction at <paramref name="at"/> joins the last item to a list.</summary>
    public static bool Ends(ReadOnlySpan<char> line, ReadOnlySpan<Token> tokens, int at, int opener)
    {
        if (at + 1 >= tokens.Length || !tokens[at - 1].IsPlain || tokens[at + 1].Before != Gap.Space || !IsItem(tokens[at + 1]))
        {
            return false;
        }

        // Another comma before the item shows that it is a list, whose first items may be pairs. If there is only one comma, it may also end a
        // clause. The rest must then look like a list and nothing else.
        var comma = ItemBefore(tokens, at, opener, LongItem);
        return comma > 0
            && (
                ItemBefore(tokens, comma, opener, LongItem, pairs: true) > 0
                || (
                    comma >= 3
                    && !OpensClause(line, tokens, opener, comma)
                    && IsParallel(tokens, comma, at)
                    && ItemBefore(tokens, at, opener, ShortItem) > 0
                    && EndsClause(tokens, at)
                )
            );
    }

    /// <summary>
    /// Returns whether the comma before <paramref name="comma"/> may end a clause, or a phrase that opens the sentence: "when it rains, cats and
    /// dogs".
    /// </summary>
    private static bool OpensClause(ReadOnlySpan<char> line, ReadOnlySpan<Token> tokens, int opener, int comma)
    {
        // Skip a known opener. It opens no clause, but the words after it may.
        tokens = tokens[opener..];
        comma -= opener;
        if ((tokens[0].Class & WordClass.Subordinator) != 0 || tokens[0].Gerund || line[..tokens[0].End].EndsWith("ed"))
        {
            return true;
        }

        foreach (ref readonly var token in tokens[..comma])
        {
            if (ClauseWords.IsConjunction(token))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Returns whether the items are alike. "a guide, a friend and helper" is no list of three, and neither is "all, giving food and shelter".
    /// </summary>
    private static bool IsParallel(ReadOnlySpan<Token> tokens, int comma, int at) =>
        (tokens[comma].Class & WordClass.Determiner) == 0 && tokens[comma].Gerund == tokens[at + 1].Gerund;

    /// <summary>Returns the first token of the item that ends at <paramref name="at"/>, if a comma stands before it; -1 if not.</summary>
    private static int ItemBefore(ReadOnlySpan<Token> tokens, int at, int opener, int longest, bool pairs = false)
    {
        var units = 0;
        for (var i = at - 1; i > 0; i--)
        {
            ref readonly var token = ref tokens[i];
            units += token.Inner ? 0 : 1;
            if (
                units > longest
                || !(
                    IsItem(token)
                    || (
                        longest == LongItem
                        && token.Before == Gap.Space
                        && !token.Opaque
                        && (s_prepositions.Contains(token.Hash) || (pairs && token.Hash == s_and))
                    )
                )
            )
            {
                return -1;
            }

            if (token.Before is not (Gap.Space or Gap.Hyphen))
            {
                // A comma that belongs to another site begins no item.
                return token.Before == Gap.Comma && i != opener && !ClauseWords.OpensAside(token) ? i : -1;
            }
        }

        return -1;
    }

    /// <summary>
    /// Returns whether the item after the conjunction is short and the last one. It must end with punctuation, or with a phrase or clause that
    /// belongs to it.
    /// </summary>
    private static bool EndsClause(ReadOnlySpan<Token> tokens, int at)
    {
        var units = 0;
        for (var i = at + 1; i < tokens.Length; i++)
        {
            if (i > at + 1 && tokens[i].Before is not (Gap.Space or Gap.Hyphen))
            {
                return tokens[i].Before is not (Gap.Comma or Gap.Tie);
            }

            if (i > at + 1 && ((tokens[i].Class & WordClass.Subordinator) != 0 || s_attached.Contains(tokens[i].Unit)))
            {
                return true;
            }

            units += tokens[i].Inner ? 0 : 1;
            if (units > ShortItem || !IsItem(tokens[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsItem(in Token token) =>
        !token.Opaque
        && !token.Capital
        && (
            (token.Class & WordClass.Determiner) != 0
            || (token.Class & (WordClass.Subject | WordClass.Auxiliary | WordClass.Negation | WordClass.Subordinator | WordClass.Joiner)) == 0
        );
}
