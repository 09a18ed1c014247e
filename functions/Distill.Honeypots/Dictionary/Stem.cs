namespace Distill.Honeypots.Dictionary;

/// <summary>
/// Reduces a word to a rough stem: "providing", "provided" and "provider" to "provid". Too rough a stem costs a site. Too fine a one lets a word come
/// twice.
/// </summary>
internal static class Stem
{
    // The most letters of a stem: "frequent" and "frequency" have these in common.
    private const int Longest = 6;

    // The fewest letters that an ending leaves.
    private const int Shortest = 3;

    private static readonly string[] s_adverbs = ["ly"];
    private static readonly string[] s_endings = ["ing", "ies", "ed", "es", "s", "e", "y"];

    /// <summary>Returns the hash of the word's stem.</summary>
    public static ulong Of(ReadOnlySpan<char> word)
    {
        var apostrophe = word.IndexOfAny('\'', '\u2019');
        word = apostrophe > 0 ? word[..apostrophe] : word;
        word = Without(s_endings, Without(s_adverbs, word));

        // "beginning": "begin".
        word = word.Length > Shortest && word[^1] == word[^2] ? word[..^1] : word;
        return WordHash.Of(word[..Math.Min(word.Length, Longest)]);
    }

    private static ReadOnlySpan<char> Without(string[] endings, ReadOnlySpan<char> word)
    {
        foreach (var ending in endings)
        {
            if (word.Length - ending.Length >= Shortest && word.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return word[..^ending.Length];
            }
        }

        return word;
    }
}
