namespace Distill.Honeypots.Dictionary;

/// <summary>Shapes of clauses that must follow some forms, because one word does not show the meaning.</summary>
internal static class ClauseShapes
{
    // How far from its beginning a clause's first verb may stand, in tokens.
    private const int Reach = 6;

    private static readonly ulong s_to = WordHash.Of("to");

    private static readonly HashSet<ulong> s_present = WordHash.SetOf("is are can has have does do");
    private static readonly HashSet<ulong> s_reasons = WordHash.SetOf("is are can may will allows requires provides helps makes");

    /// <summary>"users to", "the new users to": an object of one word, or of a determiner and two words at most, and then "to" with a verb.</summary>
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

    /// <summary>", while the other is": after a comma, a clause in the present tense that says what differs, and not when.</summary>
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

    /// <summary>"it is", "they can": a clause that says why. The sentence must deny nothing, because "not because" and "not since" differ.</summary>
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
