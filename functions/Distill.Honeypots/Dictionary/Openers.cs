namespace Distill.Honeypots.Dictionary;

/// <summary>Finds words that open a sentence and that a comma may follow.</summary>
internal static class Openers
{
    // The longest opener, in words.
    private const int Longest = 5;

    private static readonly HashSet<ulong> s_all = Joined(CuratedPairs.OpenerLines);
    private static readonly HashSet<ulong> s_sure = Joined(CuratedPairs.SureOpenerLines);
    private static readonly HashSet<ulong> s_fronts = WordHash.SetOf("in on at during throughout after over across within");
    private static readonly HashSet<ulong> s_articles = WordHash.SetOf("the this my our your his her their");

    // After these words for a time, a clause can begin without another word between: "On the night the house burned".
    private static readonly HashSet<ulong> s_times = WordHash.SetOf("night morning evening week month weekend summer instant");
    private static readonly ulong s_there = WordHash.Of("there");

    /// <summary>Returns how many tokens open the sentence before its subject; 0 if no optional comma may follow.</summary>
    public static int Length(ReadOnlySpan<Token> tokens)
    {
        var words = WordHash.Empty;
        var length = 0;
        for (var i = 0; i < Math.Min(tokens.Length - 1, Longest); i++)
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

            if (s_all.Contains(words) && tokens[i + 1].Before is Gap.Space or Gap.Comma && IsLed(words, tokens[i + 1]))
            {
                length = i + 1;
            }
        }

        return length;
    }

    /// <summary>
    /// Returns whether the token can follow the opener. The opener's words are joined by <see cref="WordHash.Join"/>. Some openers have only one
    /// meaning: "Finally all of", "Additionally in the". Others need their sentence's subject or verb after them: "Next the", "Then add".
    /// </summary>
    public static bool IsLed(ulong words, in Token next) =>
        s_sure.Contains(words)
            ? !next.Opaque && !next.Gerund && (next.Class & (WordClass.Joiner | WordClass.Auxiliary | WordClass.Negation | WordClass.Measure)) == 0
            : (next.Class & (WordClass.Subject | WordClass.Determiner | WordClass.Command)) != 0;

    /// <summary>
    /// Returns whether the sentence opens with a place or time: "In the garden", "During this festival". That is a preposition, a determiner and one
    /// thing, followed by another determiner or "there". Any other pronoun does not count: "in the house they built".
    /// </summary>
    private static bool IsFronted(ReadOnlySpan<Token> tokens) =>
        tokens.Length > 4
        && s_fronts.Contains(tokens[0].Hash)
        && s_articles.Contains(tokens[1].Hash)
        && tokens[1].Before == Gap.Space
        && tokens[2].Before == Gap.Space
        && tokens[2].IsPlain
        && !tokens[2].Gerund
        && (tokens[2].Class & (WordClass.NoThing | WordClass.Determiner | WordClass.Measure | WordClass.Negation)) == 0
        && !s_times.Contains(tokens[2].Hash)
        && tokens[3].Before is Gap.Space or Gap.Comma
        && ((tokens[3].Class & WordClass.Determiner) != 0 || tokens[3].Head == s_there)
        && !ClauseWords.IsRelative(tokens[3])
        && tokens[4].Before == Gap.Space;

    private static HashSet<ulong> Joined(string lines) =>
        [.. lines.Split('\n').Select(o => o.Split(' ').Aggregate(WordHash.Empty, (words, word) => WordHash.Join(words, WordHash.Of(word))))];
}
