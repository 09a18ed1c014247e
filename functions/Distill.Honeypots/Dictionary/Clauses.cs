namespace Distill.Honeypots.Dictionary;

/// <summary>Clauses, second verbs and asides that a comma may set apart from what stands before them.</summary>
internal static class Clauses
{
    private static readonly ulong s_and = WordHash.Of("and");
    private static readonly ulong s_then = WordHash.Of("then");
    private static readonly ulong s_now = WordHash.Of("now");
    private static readonly ulong s_but = WordHash.Of("but");
    private static readonly ulong s_so = WordHash.Of("so");
    private static readonly ulong s_doing = WordHash.Of("doing");
    private static readonly ulong s_also = WordHash.Of("also");
    private static readonly ulong s_such = WordHash.Of("such");
    private static readonly ulong s_as = WordHash.Of("as");
    private static readonly ulong s_well = WordHash.Of("well");
    private static readonly ulong s_including = WordHash.Of("including");
    private static readonly ulong s_because = WordHash.Of("because");
    private static readonly ulong s_while = WordHash.Of("while");
    private static readonly ulong s_even = WordHash.Of("even");
    private static readonly ulong s_though = WordHash.Of("though");
    private static readonly ulong s_along = WordHash.Of("along");
    private static readonly ulong s_with = WordHash.Of("with");
    private static readonly ulong s_between = WordHash.Of("between");

    // What other sites make of two forms.
    private static readonly ulong s_especially = WordHash.Of("particularly/especially");
    private static readonly ulong s_rather = WordHash.Of("as opposed to/rather than");
    private static readonly ulong s_instead = WordHash.Of("instead of/in place of");
    private static readonly ulong s_although = WordHash.Of("although/though");
    private static readonly ulong s_reason = WordHash.Of("because/since");

    private static readonly HashSet<ulong> s_asides =
    [
        s_but,
        s_so,
        s_such,
        s_including,
        s_as,
        s_because,
        s_along,
        s_especially,
        s_while,
        s_reason,
        s_rather,
        s_instead,
        s_although,
    ];

    private static readonly HashSet<ulong> s_conjunctions = WordHash.SetOf(
        "when if while whilst because although though since unless until where whereas once after before whenever whether"
    );

    private static readonly HashSet<ulong> s_relatives =
    [
        .. new[]
        {
            "that",
            "which",
            "who",
            "whom",
            "whose",
            "that/which",
            "what",
            "how",
            "both",
            "either",
            "as",
            "than",
            "if",
            "people who/people that",
        }.Select(w => WordHash.Of(w)),
    ];

    private static readonly HashSet<ulong> s_articles = WordHash.SetOf("the my our your his her their its this each");
    private static readonly HashSet<ulong> s_auxiliaries = WordHash.SetOf("is are was were can will has have had");
    private static readonly HashSet<ulong> s_nominatives = WordHash.SetOf("they we he she");
    private static readonly HashSet<ulong> s_causes = WordHash.SetOf("it they this");

    // Verbs that no noun is spelt like, and that say what holds, not what happens: "as it receives" tells when.
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

    /// <summary>The pair of a comma before the conjunction at <paramref name="at"/>, which ends no list; null where none may stand.</summary>
    public static MarkPair? Joined(MarkDictionary dictionary, ReadOnlySpan<Token> tokens, int at, int opener) =>
        tokens[at].Hash != s_and ? null
        : BeginsClause(tokens, at) || BeginsNamedClause(tokens, at, opener) ? dictionary.ClauseAnd
        : BeginsPredicate(tokens, at, opener) ? dictionary.PredicateAnd
        : BeginsSequel(tokens, at) ? dictionary.ClauseThen
        : null;

    /// <summary>The pair of a comma before another word; null where none may stand.</summary>
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
                ? !negated && BeginsContrast(tokens, at) ? dictionary.ClauseBut
                    : null
            : token.Hash == s_so
                ? BeginsResult(tokens, at) ? dictionary.ClauseSo
                    : null
            : token.Hash == s_because || token.Unit == s_reason
                ? !negated && (tokens[at + 1].Class & (WordClass.Subject | WordClass.Determiner)) != 0 ? dictionary.Because
                    : null
            : token.Hash == s_as
                ? IsAsWellAs(tokens, at)
                        ? EndsWithoutVerb(tokens, at) ? dictionary.AsWellAs
                            : null
                    : !negated && BeginsCause(tokens, at) ? dictionary.ClauseAs
                    : null
            : token.Hash == s_including ? dictionary.Including
            : token.Unit == s_rather || token.Unit == s_instead
                ? !negated && EndsWithoutVerb(tokens, at) ? dictionary.RatherThan
                    : null
            : token.Unit == s_although || (token.Hash == s_even && tokens[at + 1].Hash == s_though)
                ? !negated ? dictionary.Although
                    : null
            : token.Hash == s_along && tokens[at + 1].Hash == s_with
                ? EndsWithoutVerb(tokens, at) ? dictionary.AlongWith
                    : null
            : token.Unit == s_especially && (tokens[at + 1].Class & WordClass.Subordinator) != 0 ? dictionary.Especially
            : token.Unit == s_while && (tokens[at + 1].Gerund || tokens[at + 1].Hash == s_also) ? dictionary.While
            : null;
    }

    /// <summary>Whether the token may begin what a comma sets apart: no item of a list begins with it.</summary>
    public static bool OpensAside(in Token token) => s_asides.Contains(token.Unit) || s_asides.Contains(token.Hash);

    public static bool IsConjunction(in Token token) => s_conjunctions.Contains(token.Hash);

    /// <summary>Whether a clause may begin with the token that belongs to a word before it.</summary>
    public static bool IsRelative(in Token token) => s_relatives.Contains(token.Unit);

    /// <summary>"and it is", "and they work".</summary>
    private static bool BeginsClause(ReadOnlySpan<Token> tokens, int at) =>
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

    /// <summary>"The sky is blue and the grass is green": another subject with its verb, behind a clause that has its own.</summary>
    private static bool BeginsNamedClause(ReadOnlySpan<Token> tokens, int at, int opener)
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
                IsConjunction(token)
                || IsRelative(token)
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
    /// "and is", "and can be", "and provides": a second verb of the same subject, where nothing before it could be a clause that it belongs to, or a
    /// list.
    /// </summary>
    private static bool BeginsPredicate(ReadOnlySpan<Token> tokens, int at, int opener)
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

        // The comma before the conjunction is the site's own, and so is an opener's.
        for (var i = opener; i < at; i++)
        {
            ref readonly var token = ref tokens[i];
            if (
                IsConjunction(token)
                || IsRelative(token)
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

    /// <summary>"and then bake": what comes next, but for "now and then".</summary>
    private static bool BeginsSequel(ReadOnlySpan<Token> tokens, int at) =>
        at > 2
        && at + 2 < tokens.Length
        && tokens[at - 1].IsPlain
        && tokens[at - 1].Hash != s_now
        && tokens[at + 1].Before == Gap.Space
        && tokens[at + 1].Hash == s_then
        && tokens[at + 2].Before == Gap.Space
        && !tokens[at + 2].Opaque;

    private static bool BeginsContrast(ReadOnlySpan<Token> tokens, int at) =>
        at + 2 < tokens.Length && (tokens[at - 1].Class & WordClass.NoThing) == 0 && tokens[at + 1].Hash != s_also;

    /// <summary>"so it is", "so you can": not "think so it".</summary>
    private static bool BeginsResult(ReadOnlySpan<Token> tokens, int at) =>
        at + 2 < tokens.Length
        && (tokens[at - 1].Class & WordClass.NoThing) == 0
        && tokens[at - 1].Hash != s_doing
        && (tokens[at + 1].Class & WordClass.Subject) != 0
        && (tokens[at + 1].Head != tokens[at + 1].Hash || tokens[at + 2].Before == Gap.Space);

    /// <summary>"as it allows", "as they can": a reason, and no comparison.</summary>
    private static bool BeginsCause(ReadOnlySpan<Token> tokens, int at)
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

    /// <summary>Whether no verb follows that would need a second comma before it: "cash, instead of cards can".</summary>
    private static bool EndsWithoutVerb(ReadOnlySpan<Token> tokens, int at)
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

    private static bool IsAsWellAs(ReadOnlySpan<Token> tokens, int at) =>
        at + 3 < tokens.Length
        && tokens[at + 1].Hash == s_well
        && tokens[at + 2].Hash == s_as
        && tokens[at + 2].Before == Gap.Space
        && tokens[at + 3].Before == Gap.Space;
}
