using System.Text;

namespace Distill.Evaluation.Report;

/// <summary>Appends a table with a title and a note.</summary>
internal static class MarkdownTable
{
    public static void Append(StringBuilder text, string title, string note, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows)
    {
        text.Append($"\n## {title}\n\n{note}\n\n");
        text.Append($"| {string.Join(" | ", heads)} |\n|{string.Concat(Enumerable.Repeat("---|", heads.Count))}\n");
        foreach (var row in rows)
        {
            text.Append($"| {string.Join(" | ", row.Select(Cell))} |\n");
        }
    }

    // Escapes line ends and bars, because a value from the traffic may hold any character.
    private static string Cell(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);
}
