using Distill.Honeypots.Dictionary;

namespace Distill.Honeypots.Scanning;

/// <summary>
/// Finds the places where a comma, or the spaces around a dash, are optional. The rules look at units, which are the same for either form of a word
/// site, and never at the comma that they decide on.
/// </summary>
internal static class CommaSites
{
    private static readonly ulong s_e = WordHash.Of("e");
    private static readonly ulong s_g = WordHash.Of("g");
    private static readonly ulong s_i = WordHash.Of("i");

    public static void Find(ReadOnlySpan<char> line, ReadOnlySpan<Token> tokens, List<Site> sites)
    {
        var dictionary = MarkDictionary.Standard;
        var opener = Openers.Length(tokens);
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

            if (
                token.Before is Gap.Space or Gap.Comma
                && i != opener
                && !token.Opaque
                && !token.Capital
                && PairOf(dictionary, line, tokens, i, opener, negated) is { } pair
            )
            {
                Add(pair, tokens, i, sites);
            }
        }
    }

    /// <summary>Returns the pair of the comma that may stand before token <paramref name="at"/>; null if none may.</summary>
    private static MarkPair? PairOf(
        MarkDictionary dictionary,
        ReadOnlySpan<char> line,
        ReadOnlySpan<Token> tokens,
        int at,
        int opener,
        bool negated
    ) =>
        (tokens[at].Class & WordClass.Joiner) != 0
            ? Lists.Ends(line, tokens, at, opener)
                ? Lists.PairOf(dictionary, tokens[at])
                : Clauses.Joined(dictionary, tokens, at, opener)
            : Clauses.Added(dictionary, tokens, at, negated);

    // Adds no site within a word site, because both sites would set the same comma.
    private static void Add(MarkPair pair, ReadOnlySpan<Token> tokens, int at, List<Site> sites)
    {
        if (!tokens[at].Inner && WordSites.IsFree(tokens, at, at))
        {
            sites.Add(Comma(pair, tokens, at, tokens[at - 1].End, tokens[at].Before == Gap.Comma));
        }
    }

    /// <summary>Adds the comma after "e.g." or "i.e.". The token is the last letter.</summary>
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
            sites.Add(
                new Site(
                    start,
                    tokens[at].Start - start,
                    new Cell(pair.Id, WordSites.Context(tokens, at, pair)),
                    spaced,
                    spaced ? "\u2014" : " \u2014 "
                )
            );
        }
    }

    private static Site Comma(MarkPair pair, ReadOnlySpan<Token> tokens, int at, int start, bool stands) =>
        new(start, stands ? 1 : 0, new Cell(pair.Id, WordSites.Context(tokens, at, pair)), stands, stands ? "" : ",");
}
