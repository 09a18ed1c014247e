using Distill.Honeypots.Dictionary;

namespace Distill.Honeypots.Scanning;

/// <summary>Finds lists: "a, b and c", "a, b, or c".</summary>
internal static class Lists
{
    // The longest item of a list, in units: one that other items confirm, and one that nothing confirms.
    private const int LongItem = 8;
    private const int ShortItem = 4;

    private static readonly ulong s_and = WordHash.Of("and");
    private static readonly HashSet<ulong> s_prepositions = WordHash.SetOf("of to for in with on at from by");

    // "that/which" is the unit of either.
    private static readonly HashSet<ulong> s_attached = [.. new[] { "of", "that", "which", "who", "that/which" }.Select(w => WordHash.Of(w))];

    public static MarkPair PairOf(MarkDictionary dictionary, in Token conjunction) =>
        conjunction.Hash == s_and ? dictionary.SerialAnd : dictionary.SerialOr;

    /// <summary>Whether the conjunction at <paramref name="at"/> joins the last item to a list.</summary>
    public static bool Ends(ReadOnlySpan<char> line, ReadOnlySpan<Token> tokens, int at, int opener)
    {
        if (at + 1 >= tokens.Length || !tokens[at - 1].IsPlain || tokens[at + 1].Before != Gap.Space || !IsItem(tokens[at + 1]))
        {
            return false;
        }

        // Another comma before the item shows a list, whose first items may be pairs. A single comma may also end a clause, so the rest must then
        // look like a list and like nothing else.
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
    /// Whether the comma before <paramref name="comma"/> may end a clause, or a phrase that a sentence opens with: "when it rains, cats and dogs".
    /// </summary>
    private static bool OpensClause(ReadOnlySpan<char> line, ReadOnlySpan<Token> tokens, int opener, int comma)
    {
        // A known opener opens no clause. What comes after it may.
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

    /// <summary>"a guide, a friend and helper" is no list of three, and neither is "all, giving food and shelter".</summary>
    private static bool IsParallel(ReadOnlySpan<Token> tokens, int comma, int at) =>
        (tokens[comma].Class & WordClass.Determiner) == 0 && tokens[comma].Gerund == tokens[at + 1].Gerund;

    /// <summary>The token after the comma with which an item that ends at <paramref name="at"/> begins; -1 if there is none.</summary>
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
                // The commas of other sites begin no item.
                return token.Before == Gap.Comma && i != opener && !ClauseWords.OpensAside(token) ? i : -1;
            }
        }

        return -1;
    }

    /// <summary>
    /// Whether the item after the conjunction is short and the last one. Punctuation ends it, or a phrase or clause that belongs to it.
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
