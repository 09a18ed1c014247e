using Distill.Contracts;

namespace Distill.Honeypots.Dictionary;

/// <summary>The pairs of words, curated by hand. They are in pairs.txt, which also explains its format.</summary>
internal static class CuratedPairs
{
    /// <summary>The pairs of each kind, one a line.</summary>
    public static IReadOnlyList<(MarkKind Kind, string Lines)> All { get; } =
    [.. from section in TextSections.Read(typeof(CuratedPairs).Assembly, "pairs.txt") select (Enum.Parse<MarkKind>(section.Name), section.Text)];
}
