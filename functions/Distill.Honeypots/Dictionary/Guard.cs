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
                default:
                    throw new FormatException($"Unknown guard '{text}'.");
            }
        }

        return guard;
    }

    /// <summary>Returns whether the form may stand at the tokens from <paramref name="from"/> to <paramref name="to"/>, without the latter.</summary>
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

        if ((Next is not null && !Next.Contains(tokens[to].Head)) || (Gerund && !tokens[to].Gerund) || (Plural && !IsPlural(tokens, to)))
        {
            return false;
        }

        if (NotNext is not null && after is Gap.Space or Gap.Comma && NotNext.Contains(tokens[to].Head))
        {
            return false;
        }

        var before = tokens[from].Before;
        return (!Aside || (from > 0 && before == Gap.Comma))
            && !(Bare && before == Gap.Comma)
            && (Previous is null || (from > 0 && before == (Aside ? Gap.Comma : Gap.Space) && Previous.Contains(tokens[from - 1].Hash)))
            && (NotPrevious is null || from == 0 || !NotPrevious.Contains(tokens[from - 1].Hash));
    }

    // A plural, or a word with a plural behind it: "benefits", "health benefits".
    private static bool IsPlural(ReadOnlySpan<Token> tokens, int at) =>
        IsNoFunction(tokens[at])
        && (
            tokens[at].Plural
            || (at + 1 < tokens.Length && tokens[at + 1].Before == Gap.Space && tokens[at + 1].Plural && IsNoFunction(tokens[at + 1]))
        );

    private static bool IsNoFunction(in Token token) => !token.Opaque && (token.Class & (WordClass.Function | WordClass.English)) == 0;

    private static HashSet<ulong> Words(string words, ILookup<string, string> others) =>
        [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(w => others[w].Append(w)).Select(w => WordHash.Of(w))];
}
