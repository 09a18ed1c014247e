namespace Distill.Honeypots.Dictionary;

/// <summary>Finds the pair of a comma that may separate a clause, a second verb or an aside from the words before it.</summary>
internal static class Clauses
{
    private static readonly ulong s_and = WordHash.Of("and");
    private static readonly ulong s_but = WordHash.Of("but");
    private static readonly ulong s_so = WordHash.Of("so");
    private static readonly ulong s_also = WordHash.Of("also");
    private static readonly ulong s_such = WordHash.Of("such");
    private static readonly ulong s_as = WordHash.Of("as");
    private static readonly ulong s_including = WordHash.Of("including");
    private static readonly ulong s_because = WordHash.Of("because");
    private static readonly ulong s_while = WordHash.Of("while");
    private static readonly ulong s_even = WordHash.Of("even");
    private static readonly ulong s_though = WordHash.Of("though");
    private static readonly ulong s_along = WordHash.Of("along");
    private static readonly ulong s_with = WordHash.Of("with");

    // Units of other sites, which stand for either form.
    private static readonly ulong s_especially = WordHash.Of("particularly/especially");
    private static readonly ulong s_rather = WordHash.Of("as opposed to/rather than");
    private static readonly ulong s_instead = WordHash.Of("instead of/in place of");
    private static readonly ulong s_although = WordHash.Of("although/though");
    private static readonly ulong s_reason = WordHash.Of("because/since");

    /// <summary>
    /// Returns the pair of a comma before the conjunction at <paramref name="at"/>, which does not end a list; null if no comma may stand there.
    /// </summary>
    public static MarkPair? Joined(MarkDictionary dictionary, ReadOnlySpan<Token> tokens, int at, int opener) =>
        tokens[at].Hash != s_and ? null
        : ClauseRules.BeginsClause(tokens, at) || ClauseRules.BeginsNamedClause(tokens, at, opener) ? dictionary.ClauseAnd
        : ClauseRules.BeginsPredicate(tokens, at, opener) ? dictionary.PredicateAnd
        : ClauseRules.BeginsSequel(tokens, at) ? dictionary.ClauseThen
        : null;

    /// <summary>Returns the pair of a comma before another word; null if no comma may stand there.</summary>
    public static MarkPair? Added(MarkDictionary dictionary, ReadOnlySpan<Token> tokens, int at, bool negated)
    {
        ref readonly var token = ref tokens[at];
        if (at + 1 >= tokens.Length || !tokens[at - 1].IsPlain || tokens[at + 1].Before != Gap.Space)
        {
            return null;
        }

        if (token.Hash == s_such)
        {
            return
                at + 2 < tokens.Length
                && tokens[at + 1].Hash == s_as
                && tokens[at + 2].Before == Gap.Space
                && (tokens[at + 2].Class & WordClass.Function) == 0
                ? dictionary.SuchAs
                : null;
        }

        return at < 3 || token.Inner ? null
            : token.Hash == s_but
                ? !negated && ClauseRules.BeginsContrast(tokens, at) ? dictionary.ClauseBut
                    : null
            : token.Hash == s_so
                ? ClauseRules.BeginsResult(tokens, at) ? dictionary.ClauseSo
                    : null
            : token.Hash == s_because || token.Unit == s_reason
                ? !negated && (tokens[at + 1].Class & (WordClass.Subject | WordClass.Determiner)) != 0 ? dictionary.Because
                    : null
            : token.Hash == s_as
                ? ClauseRules.IsAsWellAs(tokens, at)
                        ? ClauseRules.EndsWithoutVerb(tokens, at) ? dictionary.AsWellAs
                            : null
                    : !negated && ClauseRules.BeginsCause(tokens, at) ? dictionary.ClauseAs
                    : null
            : token.Hash == s_including ? dictionary.Including
            : token.Unit == s_rather || token.Unit == s_instead
                ? !negated && ClauseRules.EndsWithoutVerb(tokens, at) ? dictionary.RatherThan
                    : null
            : token.Unit == s_although || (token.Hash == s_even && tokens[at + 1].Hash == s_though)
                ? !negated ? dictionary.Although
                    : null
            : token.Hash == s_along && tokens[at + 1].Hash == s_with
                ? ClauseRules.EndsWithoutVerb(tokens, at) ? dictionary.AlongWith
                    : null
            : token.Unit == s_especially && (tokens[at + 1].Class & WordClass.Subordinator) != 0 ? dictionary.Especially
            : token.Unit == s_while && (tokens[at + 1].Gerund || tokens[at + 1].Hash == s_also) ? dictionary.While
            : null;
    }
}
