namespace Distill.Honeypots.Dictionary;

/// <summary>What must stand around a form for it to be a site. A word set is null if any word may stand there.</summary>
internal sealed class Guard
{
    public HashSet<ulong>? Next { get; private set; }

    public HashSet<ulong>? NotNext { get; private set; }

    public HashSet<ulong>? Previous { get; private set; }

    public HashSet<ulong>? NotPrevious { get; private set; }

    public bool Start { get; private set; }

    public bool Mid { get; private set; }

    public bool Comma { get; private set; }

    public bool Aside { get; private set; }

    public bool Bare { get; private set; }

    public bool End { get; private set; }

    public bool Word { get; private set; }

    public bool Gerund { get; private set; }

    public bool Plural { get; private set; }

    public bool Positive { get; private set; }

    /// <summary>The words that must not stand elsewhere in the sentence.</summary>
    public IReadOnlyList<string> Without { get; private set; } = [];

    /// <summary>Reads guards in the format of pairs.txt.</summary>
    /// <exception cref="FormatException">There is no such guard.</exception>
    public static Guard Parse(IEnumerable<string> guards)
    {
        var guard = new Guard();
        foreach (var text in guards)
        {
            switch (text.Split('='))
            {
                case ["next", var words]:
                    guard.Next = WordHash.SetOf(words);
                    break;
                case ["-next", var words]:
                    guard.NotNext = WordHash.SetOf(words);
                    break;
                case ["prev", var words]:
                    guard.Previous = WordHash.SetOf(words);
                    break;
                case ["-prev", var words]:
                    guard.NotPrevious = WordHash.SetOf(words);
                    break;
                case ["without", var words]:
                    guard.Without = words.Split(' ');
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
                case ["aside"]:
                    guard.Aside = true;
                    break;
                case ["bare"]:
                    guard.Bare = true;
                    break;
                case ["end"]:
                    guard.End = true;
                    break;
                case ["word"]:
                    guard.Word = true;
                    break;
                case ["gerund"]:
                    guard.Gerund = true;
                    break;
                case ["plural"]:
                    guard.Plural = true;
                    break;
                case ["positive"]:
                    guard.Positive = true;
                    break;
                default:
                    throw new FormatException($"Unknown guard '{text}'.");
            }
        }

        return guard;
    }

    /// <summary>
    /// Returns whether the form may stand at the tokens from <paramref name="from"/> to <paramref name="to"/>, without the latter. If another site
    /// may stand beside it, both forms of that must fit. So marking the text beside a site neither makes nor removes a site.
    /// </summary>
    public bool Allows(ReadOnlySpan<Token> tokens, int from, int to)
    {
        if ((Start && from > 0) || (Mid && from == 0) || (End && to < tokens.Length))
        {
            return false;
        }

        var after = to < tokens.Length ? tokens[to].Before : Gap.Other;
        if ((Comma || Next is not null || Word || Gerund || Plural) && after != (Comma ? Gap.Comma : Gap.Space))
        {
            return false;
        }

        if ((Next is not null && !BeginsIn(Next, tokens, to, all: true)) || (Gerund && !tokens[to].Gerund) || (Plural && !IsPlural(tokens, to)))
        {
            return false;
        }

        if (NotNext is not null && after is Gap.Space or Gap.Comma && BeginsIn(NotNext, tokens, to, all: false))
        {
            return false;
        }

        if (Positive && HasNegation(tokens))
        {
            return false;
        }

        var before = tokens[from].Before;
        return (!Aside || (from > 0 && before == Gap.Comma))
            && !(Bare && from > 0 && before != Gap.Space)
            && (Previous is null || (from > 0 && before == (Aside ? Gap.Comma : Gap.Space) && EndsIn(Previous, tokens[from - 1], all: true)))
            && (NotPrevious is null || from == 0 || !EndsIn(NotPrevious, tokens[from - 1], all: false));
    }

    // Whether the token is one of the words. If a site ends with it, whether both (all) or one of the site's forms does.
    private static bool EndsIn(HashSet<ulong> words, in Token token, bool all) =>
        all ? words.Contains(token.Hash) && words.Contains(token.Other) : words.Contains(token.Hash) || words.Contains(token.Other);

    // The same for the token behind. What begins with it may be a site: its guards have not been read yet.
    private static bool BeginsIn(HashSet<ulong> words, ReadOnlySpan<Token> tokens, int at, bool all)
    {
        if (words.Contains(tokens[at].Head) != all)
        {
            return !all;
        }

        foreach (var form in MarkDictionary.Standard.FormsAt(tokens[at].Forms))
        {
            if (words.Contains(form.OtherFirst) != all && form.IsWritten(tokens, at))
            {
                return !all;
            }
        }

        return all;
    }

    private static bool HasNegation(ReadOnlySpan<Token> tokens)
    {
        foreach (ref readonly var token in tokens)
        {
            if ((token.Class & WordClass.Negation) != 0)
            {
                return true;
            }
        }

        return false;
    }

    // A plural, or a word with a plural behind it: "benefits", "health benefits".
    private static bool IsPlural(ReadOnlySpan<Token> tokens, int at) =>
        IsNoFunction(tokens[at])
        && (
            tokens[at].Plural
            || (at + 1 < tokens.Length && tokens[at + 1].Before == Gap.Space && tokens[at + 1].Plural && IsNoFunction(tokens[at + 1]))
        );

    private static bool IsNoFunction(in Token token) => !token.Opaque && (token.Class & (WordClass.Function | WordClass.English)) == 0;
}
