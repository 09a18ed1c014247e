namespace Distill.Honeypots.Dictionary;

/// <summary>Words that begin clauses.</summary>
internal static class ClauseWords
{
    /// <summary>
    /// Words that begin an aside, which commas may set apart. Entries with a slash are units, which stand for either form of a site.
    /// </summary>
    private static readonly HashSet<ulong> s_asides =
    [
        .. new[]
        {
            "but",
            "so",
            "such",
            "including",
            "as",
            "because",
            "along",
            "particularly/especially",
            "while",
            "because/since",
            "as opposed to/rather than",
            "instead of/in place of",
            "although/though",
        }.Select(w => WordHash.Of(w)),
    ];

    private static readonly HashSet<ulong> s_conjunctions = WordHash.SetOf(
        "when if while whilst because although though since unless until where whereas once after before whenever whether"
    );

    private static readonly HashSet<ulong> s_relatives =
    [
        .. new[]
        {
            "that",
            "which",
            "who",
            "whom",
            "whose",
            "that/which",
            "what",
            "how",
            "both",
            "either",
            "as",
            "than",
            "if",
            "people who/people that",
        }.Select(w => WordHash.Of(w)),
    ];

    /// <summary>Returns whether the token may begin an aside. No item of a list begins with such a word.</summary>
    public static bool OpensAside(in Token token) => s_asides.Contains(token.Unit) || s_asides.Contains(token.Hash);

    public static bool IsConjunction(in Token token) => s_conjunctions.Contains(token.Hash);

    /// <summary>Returns whether the token may begin a clause that belongs to a word before it.</summary>
    public static bool IsRelative(in Token token) => s_relatives.Contains(token.Unit);
}
