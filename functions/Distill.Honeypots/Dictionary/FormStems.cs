namespace Distill.Honeypots.Dictionary;

/// <summary>The stems of a pair's words. With them no word comes twice in a sentence by a mark.</summary>
/// <param name="Apart">
/// Of the words that only one form has. None of them may stand elsewhere in the sentence, or in the sentence before or behind.
/// </param>
/// <param name="Barred">Of these, and of the words that the guards forbid. None of them may stand elsewhere in the sentence.</param>
/// <param name="All">Of all words of both forms.</param>
internal sealed record FormStems(HashSet<ulong> Apart, HashSet<ulong> Barred, HashSet<ulong> All)
{
    // A shorter word is a particle.
    private const int Shortest = 3;

    public static FormStems Of(string first, string second, IEnumerable<string> without, Dictionary<string, WordClass> classes)
    {
        var (one, two) = (first.Split(' '), second.Split(' '));
        var apart = one.Except(two)
            .Concat(two.Except(one))
            .Where(w => w.Length >= Shortest && (classes.GetValueOrDefault(w) & (WordClass.Function | WordClass.English)) == 0)
            .ToArray();
        return new FormStems(Stems(apart), Stems(apart.Concat(without)), Stems(one.Concat(two)));
    }

    private static HashSet<ulong> Stems(IEnumerable<string> words) => [.. words.Select(w => Stem.Of(w))];
}
