namespace Distill.Honeypots.Dictionary;

/// <summary>Checks the shape of the clause after some forms, where one word does not show the meaning.</summary>
internal static class ClauseShapes
{
    // The most tokens from a clause's beginning to its first verb.
    private const int Reach = 6;

    private static readonly ulong s_to = WordHash.Of("to");

    private static readonly HashSet<ulong> s_present = WordHash.SetOf("is are can has have does do");
    private static readonly HashSet<ulong> s_reasons = WordHash.SetOf("is are can may will allows requires provides helps makes");

    /// <summary>
    /// Returns whether an object and an infinitive follow: "users to", "the new users to". The object is one word, or a determiner with one or two
    /// words.
    /// </summary>
    public static bool IsObjectAndInfinitive(ReadOnlySpan<Token> tokens, int at)
    {
        var longest = at < tokens.Length && (tokens[at].Class & WordClass.Determiner) != 0 ? 3 : 1;
        for (var i = at; i < Math.Min(tokens.Length - 1, at + longest + 1); i++)
        {
            ref readonly var token = ref tokens[i];
            if (token.Before != Gap.Space || token.Opaque)
            {
                return false;
            }

            if (token.Hash == s_to)
            {
                return i > at && tokens[i + 1].Before == Gap.Space;
            }

            if ((token.Class & (WordClass.Auxiliary | WordClass.Negation | WordClass.Subordinator | WordClass.Joiner)) != 0)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>
    /// Returns whether a contrast follows: ", while the other is". This is a comma and a clause in the present tense that says what differs, not
    /// when.
    /// </summary>
    public static bool IsContrast(ReadOnlySpan<Token> tokens, int from, int to)
    {
        if (from < 4 || tokens[from].Before != Gap.Comma)
        {
            return false;
        }

        for (var i = to; i < Math.Min(tokens.Length, to + Reach); i++)
        {
            ref readonly var token = ref tokens[i];
            if (
                token.Before is not (Gap.Space or Gap.Hyphen)
                || token.Opaque
                || (token.Gerund && i == to)
                || (token.Class & (WordClass.Negation | WordClass.Subordinator | WordClass.Joiner)) != 0
            )
            {
                return false;
            }

            if (i > to && (token.Class & WordClass.Auxiliary) != 0)
            {
                return s_present.Contains(token.Hash);
            }
        }

        return false;
    }

    /// <summary>
    /// Returns whether a reason follows: "it is", "they can". The sentence must deny nothing, because "not because" and "not since" differ.
    /// </summary>
    public static bool IsReason(ReadOnlySpan<Token> tokens, int from, int to)
    {
        if (
            from == 0
            || to + 1 >= tokens.Length
            || tokens[to].Before != Gap.Space
            || (tokens[to].Class & WordClass.Subject) == 0
            || !(tokens[to].Head != tokens[to].Hash || (tokens[to + 1].Before == Gap.Space && s_reasons.Contains(tokens[to + 1].Hash)))
        )
        {
            return false;
        }

        foreach (ref readonly var token in tokens[..from])
        {
            if ((token.Class & WordClass.Negation) != 0)
            {
                return false;
            }
        }

        return true;
    }
}
