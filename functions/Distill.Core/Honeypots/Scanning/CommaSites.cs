namespace Distill.Core.Honeypots;

/// <summary>
/// Finds the places where a comma, or a dash's spaces, may stand or not. The rules see units, which are the same in either form of the words' sites,
/// and never the comma they decide on.
/// </summary>
internal static class CommaSites
{
    // An item of a list, in units: one that other items vouch for, and one that nothing does.
    private const int LongItem = 8;
    private const int ShortItem = 4;

    private static readonly ulong s_and = WordHash.Of("and");
    private static readonly ulong s_but = WordHash.Of("but");
    private static readonly ulong s_also = WordHash.Of("also");
    private static readonly ulong s_such = WordHash.Of("such");
    private static readonly ulong s_as = WordHash.Of("as");
    private static readonly ulong s_well = WordHash.Of("well");
    private static readonly ulong s_e = WordHash.Of("e");
    private static readonly ulong s_g = WordHash.Of("g");
    private static readonly ulong s_i = WordHash.Of("i");
    private static readonly ulong s_of = WordHash.Of("of");
    private static readonly ulong s_to = WordHash.Of("to");
    private static readonly ulong s_for = WordHash.Of("for");
    private static readonly ulong s_in = WordHash.Of("in");
    private static readonly ulong s_with = WordHash.Of("with");
    private static readonly ulong s_on = WordHash.Of("on");
    private static readonly ulong s_at = WordHash.Of("at");
    private static readonly ulong s_from = WordHash.Of("from");
    private static readonly ulong s_by = WordHash.Of("by");
    private static readonly ulong s_they = WordHash.Of("they");
    private static readonly ulong s_we = WordHash.Of("we");
    private static readonly ulong s_he = WordHash.Of("he");
    private static readonly ulong s_she = WordHash.Of("she");
    private static readonly ulong s_including = WordHash.Of("including");

    private static readonly ulong s_because = WordHash.Of("because");

    private static readonly HashSet<ulong> s_conjunctions =
        [.. "when if while whilst because although though since unless until where whereas once after before whenever whether".Split(' ').Select(w => WordHash.Of(w))];

    // "that/which" is the unit of either.
    private static readonly HashSet<ulong> s_attached = [.. new[] { "of", "that", "which", "who", "that/which" }.Select(w => WordHash.Of(w))];

    private static readonly HashSet<ulong> s_relatives =
        [.. new[] { "that", "which", "who", "whom", "whose", "that/which", "what", "how", "both", "either", "as", "than", "if", "people who/people that" }.Select(w => WordHash.Of(w))];

    private static readonly HashSet<ulong> s_fronts = [.. "in on at during throughout".Split(' ').Select(w => WordHash.Of(w))];
    private static readonly HashSet<ulong> s_articles = [.. "the this my our your his her their".Split(' ').Select(w => WordHash.Of(w))];
    // "On the night the house burned": times, which are described without a word between.
    private static readonly HashSet<ulong> s_times = [.. "night morning evening week month weekend summer instant".Split(' ').Select(w => WordHash.Of(w))];
    private static readonly HashSet<ulong> s_predicates = [.. "is are was were has had".Split(' ').Select(w => WordHash.Of(w))];
    private static readonly HashSet<ulong> s_modals = [.. "can could should would".Split(' ').Select(w => WordHash.Of(w))];
    private static readonly HashSet<ulong> s_afterModals = [.. "be also help".Split(' ').Select(w => WordHash.Of(w))];

    // What other sites make of two forms.
    private static readonly ulong s_especially = WordHash.Of("particularly/especially");
    private static readonly ulong s_while = WordHash.Of("while");

    public static void Find(ReadOnlySpan<char> line, ReadOnlySpan<Token> tokens, List<Site> sites)
    {
        var dictionary = MarkDictionary.Standard;
        var opener = Opener(tokens);
        if (opener > 0)
        {
            Add(dictionary.Opener, tokens, opener, sites);
        }

        var negated = false;
        for (var i = 1; i < tokens.Length; i++)
        {
            ref readonly var token = ref tokens[i];
            negated |= (token.Class & WordClass.Negation) != 0;
            if (token.Before is Gap.Dash or Gap.SpacedDash)
            {
                AddDash(tokens, i, sites);
            }

            if (token.Hash == s_g && token.Before == Gap.Tie && tokens[i - 1].Hash is var e && (e == s_e || e == s_i))
            {
                AddAbbreviated(line, tokens, i, sites);
            }

            if (token.Before is not (Gap.Space or Gap.Comma) || i == opener || token.Opaque || token.Capital)
            {
                continue;
            }

            if ((token.Class & WordClass.Joiner) != 0)
            {
                var and = token.Hash == s_and;
                if (EndsList(line, tokens, i, opener))
                {
                    Add(and ? dictionary.SerialAnd : dictionary.SerialOr, tokens, i, sites);
                }
                else if (and && BeginsClause(tokens, i))
                {
                    Add(dictionary.ClauseAnd, tokens, i, sites);
                }
                else if (and && BeginsPredicate(tokens, i))
                {
                    Add(dictionary.PredicateAnd, tokens, i, sites);
                }
            }
            else if (token.Hash == s_but && !negated && BeginsContrast(tokens, i))
            {
                Add(dictionary.ClauseBut, tokens, i, sites);
            }
            else if (token.Hash == s_such && i + 2 < tokens.Length && tokens[i + 1].Hash == s_as && tokens[i + 1].Before == Gap.Space && tokens[i + 2].Before == Gap.Space
                && IsPlain(tokens[i - 1]) && (tokens[i + 2].Class & WordClass.Function) == 0)
            {
                Add(dictionary.SuchAs, tokens, i, sites);
            }
            else if (token.Hash == s_because && !negated && i > 2 && IsPlain(tokens[i - 1]) && i + 1 < tokens.Length && tokens[i + 1].Before == Gap.Space
                && (tokens[i + 1].Class & (WordClass.Subject | WordClass.Determiner)) != 0)
            {
                Add(dictionary.Because, tokens, i, sites);
            }
            else if (i > 2 && IsPlain(tokens[i - 1]) && i + 1 < tokens.Length && Aside(dictionary, tokens, i) is { } aside)
            {
                Add(aside, tokens, i, sites);
            }
        }
    }

    /// <summary>The pair of an aside that begins at <paramref name="at"/> and that a comma may set apart; null where none does.</summary>
    private static MarkPair? Aside(MarkDictionary dictionary, ReadOnlySpan<Token> tokens, int at)
    {
        ref readonly var token = ref tokens[at];
        if (token.Inner)
        {
            return null;
        }

        if (token.Hash == s_including)
        {
            return tokens[at + 1].Before == Gap.Space ? dictionary.Including : null;
        }

        return IsAsWellAs(tokens, at) ? dictionary.AsWellAs
            : token.Unit == s_especially && tokens[at + 1].Before == Gap.Space && (tokens[at + 1].Class & WordClass.Subordinator) != 0 ? dictionary.Especially
            : token.Unit == s_while && tokens[at + 1].Before == Gap.Space && (tokens[at + 1].Gerund || tokens[at + 1].Hash == s_also) ? dictionary.While
            : null;
    }

    /// <summary>Whether the token can follow an adverb that nothing but a sentence's opening is: "Finally add", "Additionally in the".</summary>
    internal static bool IsLed(in Token token) => !token.Opaque && !token.Gerund && (token.Class & (WordClass.Joiner | WordClass.Auxiliary | WordClass.Negation | WordClass.Measure)) == 0;

    private static bool IsAsWellAs(ReadOnlySpan<Token> tokens, int at) =>
        tokens[at].Hash == s_as && at + 3 < tokens.Length && tokens[at + 1].Hash == s_well && tokens[at + 2].Hash == s_as
        && tokens[at + 1].Before == Gap.Space && tokens[at + 2].Before == Gap.Space && tokens[at + 3].Before == Gap.Space;

    private static bool OpensAside(in Token token) =>
        token.Hash == s_but || token.Hash == s_such || token.Hash == s_including || token.Hash == s_as || token.Unit == s_especially || token.Unit == s_while;

    private static void Add(MarkPair pair, ReadOnlySpan<Token> tokens, int at, List<Site> sites)
    {
        if (WordSites.IsFree(tokens, at, at))
        {
            sites.Add(Comma(pair, tokens, at, tokens[at - 1].End, tokens[at].Before == Gap.Comma));
        }
    }

    /// <summary>"e.g. x", at the g.</summary>
    private static void AddAbbreviated(ReadOnlySpan<char> line, ReadOnlySpan<Token> tokens, int at, List<Site> sites)
    {
        var end = tokens[at].End;
        if (at + 1 < tokens.Length && !tokens[at + 1].Opaque && !tokens[at + 1].Capital && line[end..tokens[at + 1].Start] is ". " or "., ")
        {
            sites.Add(Comma(MarkDictionary.Standard.Abbreviation, tokens, at + 1, end + 1, line[end + 1] == ','));
        }
    }

    private static void AddDash(ReadOnlySpan<Token> tokens, int at, List<Site> sites)
    {
        if (WordSites.IsFree(tokens, at, at))
        {
            var pair = MarkDictionary.Standard.Dash;
            var (start, spaced) = (tokens[at - 1].End, tokens[at].Before == Gap.SpacedDash);
            sites.Add(new Site(start, tokens[at].Start - start, new Cell(pair.Id, WordSites.Context(tokens, at, pair)), spaced, spaced ? "\u2014" : " \u2014 "));
        }
    }

    private static Site Comma(MarkPair pair, ReadOnlySpan<Token> tokens, int at, int start, bool stands) =>
        new(start, stands ? 1 : 0, new Cell(pair.Id, WordSites.Context(tokens, at, pair)), stands, stands ? "" : ",");

    /// <summary>How many tokens open the sentence, to be followed by its subject; 0 for none that may do without a comma.</summary>
    private static int Opener(ReadOnlySpan<Token> tokens)
    {
        var words = WordHash.Empty;
        var length = 0;
        for (var i = 0; i < Math.Min(tokens.Length - 1, 5); i++)
        {
            if (i > 0 && tokens[i].Before != Gap.Space)
            {
                break;
            }

            words = WordHash.Join(words, tokens[i].Hash);
            if (i == 2 && IsFronted(tokens))
            {
                length = 3;
            }

            if (MarkDictionary.Standard.IsOpener(words) && tokens[i + 1].Before is Gap.Space or Gap.Comma
                && (MarkDictionary.Standard.IsSureOpener(words) ? IsLed(tokens[i + 1]) : (tokens[i + 1].Class & (WordClass.Subject | WordClass.Determiner)) != 0))
            {
                length = i + 1;
            }
        }

        return length;
    }

    /// <summary>"In the garden", "During this festival": a preposition, a determiner and one thing, and then another determiner. A pronoun would not do: "in the house they built".</summary>
    private static bool IsFronted(ReadOnlySpan<Token> tokens) =>
        tokens.Length > 4 && s_fronts.Contains(tokens[0].Hash) && s_articles.Contains(tokens[1].Hash) && tokens[1].Before == Gap.Space && tokens[2].Before == Gap.Space
        && IsPlain(tokens[2]) && !tokens[2].Gerund && (tokens[2].Class & (WordClass.NoThing | WordClass.Determiner | WordClass.Measure | WordClass.Negation)) == 0
        && !s_times.Contains(tokens[2].Hash) && tokens[3].Before is Gap.Space or Gap.Comma && (tokens[3].Class & WordClass.Determiner) != 0 && !s_relatives.Contains(tokens[3].Unit)
        && tokens[4].Before == Gap.Space;

    /// <summary>Whether the conjunction at <paramref name="at"/> joins the last item to a list: "a, b and c".</summary>
    private static bool EndsList(ReadOnlySpan<char> line, ReadOnlySpan<Token> tokens, int at, int opener)
    {
        if (at + 1 >= tokens.Length || !IsPlain(tokens[at - 1]) || tokens[at + 1].Before != Gap.Space || !IsItem(tokens[at + 1]))
        {
            return false;
        }

        // Another comma before the item shows a list. A single one may end a clause as well: then the rest must look like nothing else.
        var comma = ItemBefore(tokens, at, opener, LongItem);
        return comma > 0
            && (ItemBefore(tokens, comma, opener, LongItem) > 0
                || (comma >= 3 && !OpensClause(line, tokens, opener, comma) && IsParallel(tokens, comma, at) && ItemBefore(tokens, at, opener, ShortItem) > 0 && EndsClause(tokens, at)));
    }

    /// <summary>Whether the comma before <paramref name="comma"/> may end a clause, or a phrase that a sentence opens with: "when it rains, cats and dogs".</summary>
    private static bool OpensClause(ReadOnlySpan<char> line, ReadOnlySpan<Token> tokens, int opener, int comma)
    {
        // An opener known as such opens no clause; what comes after it may.
        tokens = tokens[opener..];
        comma -= opener;
        if ((tokens[0].Class & WordClass.Subordinator) != 0 || tokens[0].Gerund || line[..tokens[0].End].EndsWith("ed"))
        {
            return true;
        }

        foreach (ref readonly var token in tokens[..comma])
        {
            if (s_conjunctions.Contains(token.Hash))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"a guide, a friend and helper" is no list of three, and neither is "all, giving food and shelter".</summary>
    private static bool IsParallel(ReadOnlySpan<Token> tokens, int comma, int at) =>
        (tokens[comma].Class & WordClass.Determiner) == 0 && tokens[comma].Gerund == tokens[at + 1].Gerund;

    /// <summary>The token behind the comma that an item, which ends at <paramref name="at"/>, begins with; -1 where none does.</summary>
    private static int ItemBefore(ReadOnlySpan<Token> tokens, int at, int opener, int longest)
    {
        var units = 0;
        for (var i = at - 1; i > 0; i--)
        {
            ref readonly var token = ref tokens[i];
            units += token.Inner ? 0 : 1;
            if (units > longest || !(IsItem(token) || (longest == LongItem && token.Before == Gap.Space && IsPreposition(token))))
            {
                return -1;
            }

            if (token.Before is not (Gap.Space or Gap.Hyphen))
            {
                // The commas of other sites begin no item.
                return token.Before == Gap.Comma && i != opener && !OpensAside(token) ? i : -1;
            }
        }

        return -1;
    }

    /// <summary>Whether the item behind the conjunction is short, and the last: punctuation ends it, or a phrase or clause that belongs to it.</summary>
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
        !token.Opaque && !token.Capital && ((token.Class & WordClass.Determiner) != 0 || (token.Class & (WordClass.Subject | WordClass.Auxiliary | WordClass.Negation | WordClass.Subordinator | WordClass.Joiner)) == 0);

    private static bool IsPreposition(in Token token) => !token.Opaque && token.Hash is var word && (word == s_of || word == s_to || word == s_for || word == s_in || word == s_with || word == s_on || word == s_at || word == s_from || word == s_by);

    private static bool IsPlain(in Token token) =>
        !token.Opaque && !token.Capital && (token.Class & (WordClass.Function | WordClass.Auxiliary | WordClass.Subject)) == 0;

    /// <summary>"and it is", "and they work".</summary>
    private static bool BeginsClause(ReadOnlySpan<Token> tokens, int at) =>
        at > 2 && at + 2 < tokens.Length && IsPlain(tokens[at - 1]) && tokens[at + 1].Before == Gap.Space && (tokens[at + 1].Class & WordClass.Subject) != 0
        && (tokens[at + 1].Head != tokens[at + 1].Hash || (tokens[at + 2].Before == Gap.Space && ((tokens[at + 2].Class & WordClass.Auxiliary) != 0 || (IsPlain(tokens[at + 2]) && IsNominative(tokens[at + 1])))));

    /// <summary>"and is", "and can be": a second verb of the same subject, where nothing before it could be a clause that it belongs to, or a list.</summary>
    private static bool BeginsPredicate(ReadOnlySpan<Token> tokens, int at)
    {
        if (at < 4 || at + 2 >= tokens.Length || !IsPlain(tokens[at - 1]) || tokens[at + 1].Before != Gap.Space || tokens[at + 2].Before != Gap.Space
            || !(s_predicates.Contains(tokens[at + 1].Hash) || (s_modals.Contains(tokens[at + 1].Hash) && s_afterModals.Contains(tokens[at + 2].Hash))))
        {
            return false;
        }

        // The comma before the conjunction is the site's own.
        for (var i = 0; i < at; i++)
        {
            ref readonly var token = ref tokens[i];
            if (s_conjunctions.Contains(token.Hash) || s_relatives.Contains(token.Unit) || (token.Class & (WordClass.Joiner | WordClass.Negation)) != 0
                || (i > 0 && (token.Before is not (Gap.Space or Gap.Hyphen) || (token.Class & (WordClass.Subject | WordClass.Determiner)) == WordClass.Subject)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsNominative(in Token token) => token.Hash is var word && (word == s_they || word == s_we || word == s_he || word == s_she);

    private static bool BeginsContrast(ReadOnlySpan<Token> tokens, int at) =>
        at > 2 && at + 2 < tokens.Length && IsPlain(tokens[at - 1]) && (tokens[at - 1].Class & WordClass.NoThing) == 0
        && tokens[at + 1].Before == Gap.Space && tokens[at + 1].Hash != s_also;
}
