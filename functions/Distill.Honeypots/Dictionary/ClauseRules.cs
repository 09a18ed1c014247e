namespace Distill.Honeypots.Dictionary;

/// <summary>Tells what begins at a token: a clause, a second verb, a reason, a contrast.</summary>
internal static class ClauseRules
{
    private static readonly ulong s_then = WordHash.Of("then");
    private static readonly ulong s_now = WordHash.Of("now");
    private static readonly ulong s_so = WordHash.Of("so");
    private static readonly ulong s_doing = WordHash.Of("doing");
    private static readonly ulong s_also = WordHash.Of("also");
    private static readonly ulong s_such = WordHash.Of("such");
    private static readonly ulong s_as = WordHash.Of("as");
    private static readonly ulong s_well = WordHash.Of("well");
    private static readonly ulong s_between = WordHash.Of("between");
    private static readonly HashSet<ulong> s_articles = WordHash.SetOf("the my our your his her their its this each");
    private static readonly HashSet<ulong> s_auxiliaries = WordHash.SetOf("is are was were can will has have had");
    private static readonly HashSet<ulong> s_nominatives = WordHash.SetOf("they we he she");
    private static readonly HashSet<ulong> s_causes = WordHash.SetOf("it they this");

    // Verbs that look like no noun and that state what holds, not what happens: after "as", "it receives" would say when.
    private static readonly HashSet<ulong> s_states = WordHash.SetOf(
        "has have can allows allow helps requires require provides provide makes reduces contains contain enables enable involves involve "
            + "ensures gives"
    );

    private static readonly HashSet<ulong> s_finite = WordHash.SetOf(
        "is are was were has had helps provides allows makes includes requires enables contains gives takes keeps becomes involves ensures "
            + "improves promotes encourages reduces "
            + "creates brings serves"
    );
    private static readonly HashSet<ulong> s_modals = WordHash.SetOf("can could should would may might must");

    private static readonly HashSet<ulong> s_afterModals = WordHash.SetOf(
        "be also help have make range provide lead cause often even easily then include affect improve reduce take give vary"
    );

    /// <summary>Returns whether a clause begins: "and it is", "and they work".</summary>
    public static bool BeginsClause(ReadOnlySpan<Token> tokens, int at) =>
        at > 2
        && at + 2 < tokens.Length
        && tokens[at - 1].IsPlain
        && tokens[at + 1].Before == Gap.Space
        && (tokens[at + 1].Class & WordClass.Subject) != 0
        && (
            tokens[at + 1].Head != tokens[at + 1].Hash
            || (
                tokens[at + 2].Before == Gap.Space
                && ((tokens[at + 2].Class & WordClass.Auxiliary) != 0 || (tokens[at + 2].IsPlain && s_nominatives.Contains(tokens[at + 1].Hash)))
            )
        );

    /// <summary>Returns whether a clause with a subject of its own follows one with a verb: "The sky is blue and the grass is green".</summary>
    public static bool BeginsNamedClause(ReadOnlySpan<Token> tokens, int at, int opener)
    {
        if (
            at + 4 >= tokens.Length
            || !tokens[at - 1].IsPlain
            || !s_articles.Contains(tokens[at + 1].Hash)
            || !tokens[at + 2].IsPlain
            || tokens[at + 1].Before != Gap.Space
            || tokens[at + 2].Before != Gap.Space
            || tokens[at + 3].Before != Gap.Space
            || tokens[at + 4].Before != Gap.Space
            || !s_auxiliaries.Contains(tokens[at + 3].Hash)
        )
        {
            return false;
        }

        var verb = false;
        for (var i = opener; i < at; i++)
        {
            ref readonly var token = ref tokens[i];
            verb |= s_auxiliaries.Contains(token.Hash);
            if (
                ClauseWords.IsConjunction(token)
                || ClauseWords.IsRelative(token)
                || token.Hash == s_between
                || (token.Class & WordClass.Negation) != 0
                || (i > opener && token.Before is not (Gap.Space or Gap.Hyphen))
            )
            {
                return false;
            }
        }

        return verb;
    }

    /// <summary>
    /// Returns whether a second verb of the same subject begins: "and is", "and can be", "and provides". There must be no list before it, and no
    /// clause that the verb could belong to.
    /// </summary>
    public static bool BeginsPredicate(ReadOnlySpan<Token> tokens, int at, int opener)
    {
        if (
            at - opener < 4
            || at + 2 >= tokens.Length
            || !tokens[at - 1].IsPlain
            || tokens[at + 1].Before != Gap.Space
            || tokens[at + 2].Before != Gap.Space
            || !(s_finite.Contains(tokens[at + 1].Hash) || (s_modals.Contains(tokens[at + 1].Hash) && s_afterModals.Contains(tokens[at + 2].Hash)))
        )
        {
            return false;
        }

        // Neither the comma before the conjunction nor an opener's comma counts here: the first is the site itself.
        for (var i = opener; i < at; i++)
        {
            ref readonly var token = ref tokens[i];
            if (
                ClauseWords.IsConjunction(token)
                || ClauseWords.IsRelative(token)
                || (token.Class & WordClass.Negation) != 0
                || (
                    i > opener
                    && (
                        token.Before is not (Gap.Space or Gap.Hyphen)
                        || (token.Class & (WordClass.Subject | WordClass.Determiner)) == WordClass.Subject
                    )
                )
            )
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Returns whether the next step begins: "and then bake". "Now and then" does not count.</summary>
    public static bool BeginsSequel(ReadOnlySpan<Token> tokens, int at) =>
        at > 2
        && at + 2 < tokens.Length
        && tokens[at - 1].IsPlain
        && tokens[at - 1].Hash != s_now
        && tokens[at + 1].Before == Gap.Space
        && tokens[at + 1].Hash == s_then
        && tokens[at + 2].Before == Gap.Space
        && !tokens[at + 2].Opaque;

    public static bool BeginsContrast(ReadOnlySpan<Token> tokens, int at) =>
        at + 2 < tokens.Length && (tokens[at - 1].Class & WordClass.NoThing) == 0 && tokens[at + 1].Hash != s_also;

    /// <summary>Returns whether a result begins: "so it is", "so you can". "Think so it" does not count.</summary>
    public static bool BeginsResult(ReadOnlySpan<Token> tokens, int at) =>
        at + 2 < tokens.Length
        && (tokens[at - 1].Class & WordClass.NoThing) == 0
        && tokens[at - 1].Hash != s_doing
        && (tokens[at + 1].Class & WordClass.Subject) != 0
        && (tokens[at + 1].Head != tokens[at + 1].Hash || tokens[at + 2].Before == Gap.Space);

    /// <summary>Returns whether a reason begins, and not a comparison: "as it allows", "as they can".</summary>
    public static bool BeginsCause(ReadOnlySpan<Token> tokens, int at)
    {
        if (
            at + 3 >= tokens.Length
            || tokens[at + 2].Before != Gap.Space
            || !s_causes.Contains(tokens[at + 1].Hash)
            || !s_states.Contains(tokens[at + 2].Hash)
        )
        {
            return false;
        }

        foreach (ref readonly var token in tokens[..at])
        {
            if (token.Hash == s_as || token.Hash == s_so || token.Hash == s_such)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Returns whether no verb follows. A verb would need a second comma before it, as in "cash, instead of cards can".</summary>
    public static bool EndsWithoutVerb(ReadOnlySpan<Token> tokens, int at)
    {
        for (var i = at + 1; i < tokens.Length && tokens[i].Before is Gap.Space or Gap.Hyphen; i++)
        {
            if ((tokens[i].Class & WordClass.Auxiliary) != 0 || (tokens[i].Head != tokens[i].Hash && (tokens[i].Class & WordClass.Subject) != 0))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsAsWellAs(ReadOnlySpan<Token> tokens, int at) =>
        at + 3 < tokens.Length
        && tokens[at + 1].Hash == s_well
        && tokens[at + 2].Hash == s_as
        && tokens[at + 2].Before == Gap.Space
        && tokens[at + 3].Before == Gap.Space;
}
