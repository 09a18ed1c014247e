using Distill.Honeypots.Scanning;

namespace Distill.Evaluation.Attribution;

/// <summary>A text, its length and its choices.</summary>
public sealed record ScannedText(string Text, int Words, IReadOnlyList<Site> Sites)
{
    public static ScannedText Of(string text) =>
        new(text, text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length, SiteScanner.Scan(text));
}
