namespace Distill.Honeypots.Dictionary;

/// <summary>What must stand around a form for it to be a site. A word set is null if any word may stand there.</summary>
internal sealed class Guard
{
    // Verbs that follow a plural and "that" in a relative clause. A demonstrative "that" can't be their subject.
    private static readonly HashSet<ulong> s_plurals = WordHash.SetOf(
        "are were have can could may might allow make include contain require provide enable involve exist become describe reflect create "
            + "produce represent enhance ensure improve reduce "
            + "connect combine encourage protect affect"
    );

    public HashSet<ulong>? Next { get; private set; }

    public HashSet<ulong>? NotNext { get; private set; }

    public HashSet<ulong>? Previous { get; private set; }

    public HashSet<ulong>? NotPrevious { get; private set; }

    public bool Start { get; private set; }

    public bool Mid { get; private set; }

    public bool Comma { get; private set; }

    public bool Opener { get; private set; }

    public bool Attribute { get; private set; }

    public bool Relative { get; private set; }

    public bool Infinitive { get; private set; }

    public bool Contrast { get; private set; }

    public bool Reason { get; private set; }

    /// <summary>
    /// Reads guards in the format of pairs.txt. If a guard names a word that one form begins or ends with, the other form's word counts, too. So
    /// marking the text beside a site neither makes nor removes a site.
    /// </summary>
    /// <exception cref="FormatException">There is no such guard.</exception>
    public static Guard Parse(IEnumerable<string> guards, ILookup<string, string> firsts, ILookup<string, string> lasts)
    {
        var guard = new Guard();
        foreach (var text in guards)
        {
            switch (text.Split('='))
            {
                case ["next", var words]:
                    guard.Next = Words(words, firsts);
                    break;
                case ["-next", var words]:
                    guard.NotNext = Words(words, firsts);
                    break;
                case ["prev", var words]:
                    guard.Previous = Words(words, lasts);
                    break;
                case ["-prev", var words]:
                    guard.NotPrevious = Words(words, lasts);
                    break;
                case ["start"]:
                    guard.Start = true;
                    break;
                case ["mid"]:
                    guard.Mid = true;
                    break;
                case ["comma"]:
                    guard.Comma = true;
                    break;
                case ["opener"]:
                    guard.Start = guard.Opener = true;
                    break;
                case ["attribute"]:
                    guard.Attribute = true;
                    break;
                case ["relative"]:
                    guard.Relative = true;
                    break;
                case ["infinitive"]:
                    guard.Infinitive = true;
                    break;
                case ["contrast"]:
                    guard.Contrast = true;
                    break;
                case ["reason"]:
                    guard.Reason = true;
                    break;
                default:
                    throw new FormatException($"Unknown guard '{text}'.");
            }
        }

        return guard;
    }

    /// <summary>Returns whether the form may stand at the tokens from <paramref name="from"/> to <paramref name="to"/>, without the latter.</summary>
    public bool Allows(ReadOnlySpan<Token> tokens, int from, int to)
    {
        if ((Start && from > 0) || (Mid && from == 0))
        {
            return false;
        }

        var after = to < tokens.Length ? tokens[to].Before : Gap.Other;
        if (Comma && after != Gap.Comma)
        {
            return false;
        }

        if (Opener && after != Gap.Comma && !(after == Gap.Space && IsOpened(tokens[..to], tokens[to])))
        {
            return false;
        }

        if ((Next is not null || Attribute) && after != Gap.Space)
        {
            return false;
        }

        if (Next is not null && !Next.Contains(tokens[to].Head))
        {
            return false;
        }

        if (Attribute && (tokens[to].Class & (WordClass.Function | WordClass.English)) != 0)
        {
            return false;
        }

        if (NotNext is not null && after is Gap.Space or Gap.Comma && NotNext.Contains(tokens[to].Head))
        {
            return false;
        }

        var before = tokens[from].Before;
        if (Previous is not null && (from == 0 || before != Gap.Space || !Previous.Contains(tokens[from - 1].Hash)))
        {
            return false;
        }

        if (NotPrevious is not null && from > 0 && NotPrevious.Contains(tokens[from - 1].Hash))
        {
            return false;
        }

        return (!Relative || IsRelative(tokens, from))
            && (!Infinitive || ClauseShapes.IsObjectAndInfinitive(tokens, to))
            && (!Contrast || ClauseShapes.IsContrast(tokens, from, to))
            && (!Reason || ClauseShapes.IsReason(tokens, from, to));
    }

    private static bool IsOpened(ReadOnlySpan<Token> opener, in Token next)
    {
        var words = WordHash.Empty;
        foreach (ref readonly var token in opener)
        {
            words = WordHash.Join(words, token.Hash);
        }

        return Openers.IsLed(words, next);
    }

    /// <summary>
    /// Returns whether a relative clause about a thing begins: "the tool that is", "the new tool that is", "tools that are". Before the pronoun
    /// stands a determiner and one word for a thing, with at most two words between, or a plural. No comma may stand before the pronoun. "I know that
    /// is" does not count, because it has no determiner.
    /// </summary>
    private static bool IsRelative(ReadOnlySpan<Token> tokens, int at)
    {
        if (at < 2 || tokens[at].Before != Gap.Space || tokens[at - 1].Before != Gap.Space || !IsThing(tokens[at - 1]))
        {
            return false;
        }

        for (var i = at - 2; i >= Math.Max(0, at - 4); i--)
        {
            if ((tokens[i].Class & WordClass.Determiner) != 0)
            {
                return true;
            }

            if (tokens[i].Before != Gap.Space || !IsThing(tokens[i]))
            {
                break;
            }
        }

        return tokens[at - 1].Plural && at + 1 < tokens.Length && s_plurals.Contains(tokens[at + 1].Hash);
    }

    private static bool IsThing(in Token token) => (token.Class & (WordClass.Function | WordClass.NoThing | WordClass.English)) == 0;

    private static HashSet<ulong> Words(string words, ILookup<string, string> others) =>
        [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(w => others[w].Append(w)).Select(w => WordHash.Of(w))];
}
