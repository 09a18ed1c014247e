namespace Distill.Honeypots.Dictionary;

/// <summary>Tells a word's class by its ending: "-prazole" is a drug.</summary>
internal static class WordEndings
{
    // The fewest letters before an ending: "spartan" and "alone" are no drugs.
    private const int Shortest = 3;

    private static readonly (string Text, WordClass Class)[]?[] s_byLast = ByLast();

    /// <summary>Returns the class of a word in lower case, apart from its first letter.</summary>
    public static WordClass Of(ReadOnlySpan<char> word)
    {
        if (word[^1] is < 'a' or > 'z' || s_byLast[word[^1] - 'a'] is not { } endings)
        {
            return WordClass.None;
        }

        foreach (var (text, kind) in endings)
        {
            if (word.Length >= text.Length + Shortest && word.EndsWith(text))
            {
                return kind;
            }
        }

        return WordClass.None;
    }

    private static (string Text, WordClass Class)[]?[] ByLast()
    {
        var byLast = new (string Text, WordClass Class)[]?[26];
        foreach (var endings in WordSets.Endings().GroupBy(e => e.Text[^1]))
        {
            byLast[endings.Key - 'a'] = [.. endings];
        }

        return byLast;
    }
}
