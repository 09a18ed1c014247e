using Distill.Cli.Honeypot.Audit;
using Distill.Honeypots.Scanning;
using Distill.Simulation.Students;

namespace Distill.Cli.Honeypot.Evaluate;

/// <summary>Clean text of one writer.</summary>
/// <param name="Name">As the tables call it.</param>
/// <param name="Texts">Each with its words counted and its sites found.</param>
internal sealed record TextSource(string Name, IReadOnlyList<ScannedText> Texts)
{
    public long Words => Texts.Sum(t => (long)t.Words);

    /// <summary>Choices of wording in a thousand words.</summary>
    public double SitesPerThousand => 1000.0 * Texts.Sum(t => t.Sites.Count) / Words;

    /// <summary>Six writers of the built-in grammar, each of habits of its own.</summary>
    public static IReadOnlyList<TextSource> BuiltIn(int texts) =>
        [.. Enumerable.Range(1, 6).Select(w => new TextSource($"writer {w}", [.. Written((ulong)w).Take(texts)]))];

    /// <summary>A source a file of a folder: JSON lines with text or response.</summary>
    /// <exception cref="IOException">A file can't be read.</exception>
    /// <exception cref="UsageException">The folder has none.</exception>
    public static IReadOnlyList<TextSource> Folder(string path)
    {
        var files = Directory
            .GetFiles(path)
            .Where(f => f.EndsWith(".jsonl", StringComparison.Ordinal) || f.EndsWith(".jsonl.gz", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
        TextSource[] sources =
        [
            .. files
                .Select(f => new TextSource(Path.GetFileName(f), [.. SampleFile.Read(f).Rows.Select(r => ScannedText.Of(r.Response))]))
                .Where(s => s.Texts.Count > 0),
        ];
        return sources.Length > 0 ? sources : throw new UsageException($"{path} has no .jsonl or .jsonl.gz file with text.");
    }

    private static IEnumerable<ScannedText> Written(ulong writer)
    {
        var habits = new Habits(writer);
        return CleanReplies.Of(writer).Select((text, i) => ScannedText.Of(habits.Write(text, (ulong)i)));
    }
}

/// <summary>A text, its length and its choices.</summary>
internal sealed record ScannedText(string Text, int Words, IReadOnlyList<Site> Sites)
{
    public static ScannedText Of(string text) =>
        new(text, text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length, SiteScanner.Scan(text));
}
