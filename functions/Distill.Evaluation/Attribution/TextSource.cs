using Distill.Simulation.Students;

namespace Distill.Evaluation.Attribution;

/// <summary>Clean text of one writer.</summary>
/// <param name="Name">Its name in the tables.</param>
/// <param name="Texts">The texts, with their words counted and their sites found.</param>
public sealed record TextSource(string Name, IReadOnlyList<ScannedText> Texts)
{
    public long Words => Texts.Sum(t => (long)t.Words);

    /// <summary>The number of choices of wording in a thousand words.</summary>
    public double SitesPerThousand => 1000.0 * Texts.Sum(t => t.Sites.Count) / Words;

    /// <summary>Returns texts of six writers, made by the built-in grammar. Each writer has habits of its own.</summary>
    public static IReadOnlyList<TextSource> BuiltIn(int texts) =>
        [.. Enumerable.Range(1, 6).Select(w => new TextSource($"writer {w}", [.. Written((ulong)w).Take(texts)]))];

    /// <summary>Returns one writer's texts, scanned.</summary>
    public static TextSource Of(string name, IEnumerable<string> texts) => new(name, [.. texts.Select(ScannedText.Of)]);

    private static IEnumerable<ScannedText> Written(ulong writer)
    {
        var habits = new Habits(writer);
        return CleanReplies.Of(writer).Select((text, i) => ScannedText.Of(habits.Write(text, (ulong)i)));
    }
}
