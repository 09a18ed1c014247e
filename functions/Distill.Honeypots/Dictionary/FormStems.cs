namespace Distill.Honeypots.Dictionary;

/// <summary>The stems of a pair's words. With them no word comes twice in a sentence by a mark.</summary>
/// <param name="Apart">Of the words that only one form has, and of those that the guards forbid. None of them may stand beside the site.</param>
/// <param name="All">Of all words of both forms.</param>
internal sealed record FormStems(HashSet<ulong> Apart, HashSet<ulong> All)
{
    // A shorter word is a particle.
    private const int Shortest = 3;

    public static FormStems Of(string first, string second, IEnumerable<string> without, Dictionary<string, WordClass> classes)
    {
        var (one, two) = (first.Split(' '), second.Split(' '));
        var apart = one.Except(two)
            .Concat(two.Except(one))
            .Where(w => w.Length >= Shortest && (classes.GetValueOrDefault(w) & (WordClass.Function | WordClass.English)) == 0);
        return new FormStems([.. apart.Concat(without).Select(w => Stem.Of(w))], [.. one.Concat(two).Select(w => Stem.Of(w))]);
    }
}
