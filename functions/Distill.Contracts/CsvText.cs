using System.Globalization;
using System.Text;

namespace Distill.Contracts;

/// <summary>
/// A table as CSV (RFC 4180), every cell quoted. A spreadsheet takes no cell for a formula: where one could begin, also after what can't be seen, an
/// apostrophe stands before it.
/// </summary>
public static class CsvText
{
    // With what spreadsheets begin a formula, or pass over before one.
    private const string Starts = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <param name="rows">The rows, the names of the columns first.</param>
    public static string Of(IEnumerable<IReadOnlyList<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        }

        return text.ToString();
    }

    private static string Cell(string value)
    {
        var seen = value.AsSpan();
        while (!seen.IsEmpty && !Starts.Contains(seen[0], StringComparison.Ordinal) && IsPassedOver(seen[0]))
        {
            seen = seen[1..];
        }

        var safe = !seen.IsEmpty && Starts.Contains(seen[0], StringComparison.Ordinal) ? "'" + value : value;
        return $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static bool IsPassedOver(char c) => char.IsWhiteSpace(c) || char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format;
}
