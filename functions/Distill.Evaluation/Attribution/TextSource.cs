using Distill.Simulation.Students;

namespace Distill.Evaluation.Attribution;

/// <summary>Clean text of one writer.</summary>
/// <param name="Name">Its name in the tables.</param>
/// <param name="Texts">Each with its words counted and its sites found.</param>
public sealed record TextSource(string Name, IReadOnlyList<ScannedText> Texts)
{
    public long Words => Texts.Sum(t => (long)t.Words);

    /// <summary>Choices of wording in a thousand words.</summary>
    public double SitesPerThousand => 1000.0 * Texts.Sum(t => t.Sites.Count) / Words;

    /// <summary>Six writers of the built-in grammar, each with habits of its own.</summary>
    public static IReadOnlyList<TextSource> BuiltIn(int texts) =>
        [.. Enumerable.Range(1, 6).Select(w => new TextSource($"writer {w}", [.. Written((ulong)w).Take(texts)]))];

    /// <summary>One writer's texts, scanned.</summary>
    public static TextSource Of(string name, IEnumerable<string> texts) => new(name, [.. texts.Select(ScannedText.Of)]);

    private static IEnumerable<ScannedText> Written(ulong writer)
    {
        var habits = new Habits(writer);
        return CleanReplies.Of(writer).Select((text, i) => ScannedText.Of(habits.Write(text, (ulong)i)));
    }
}
