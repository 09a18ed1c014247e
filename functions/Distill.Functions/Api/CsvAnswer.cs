using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Distill.Functions.Api;

/// <summary>
/// A table as CSV (RFC 4180), every cell quoted. A spreadsheet takes no cell for a formula: where one could begin, also after what can't be seen, an
/// apostrophe stands before it.
/// </summary>
/// <param name="name">The file's name, without its ending.</param>
/// <param name="rows">The rows, the names of the columns first.</param>
/// <param name="next">Where the next page begins; null if there is none.</param>
internal sealed class CsvAnswer(string name, IEnumerable<IReadOnlyList<string>> rows, long? next) : IResult
{
    /// <summary>The header that has where the next page begins.</summary>
    public const string Next = "Distill-Next";

    private const string MediaType = "text/csv";

    // With what spreadsheets begin a formula, or pass over before one.
    private const string Starts = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>True if the caller names CSV in Accept, and does not like JSON better.</summary>
    public static bool IsAskedFor(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return Quality(accepted, MediaType) is { } csv && csv > 0 && csv >= (Quality(accepted, "application/json") ?? 0);
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        }

        var body = Encoding.UTF8.GetBytes(text.ToString());
        var response = httpContext.Response;
        response.ContentType = $"{MediaType}; charset=utf-8; header=present";
        response.ContentLength = body.Length;
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.csv\"";
        response.Headers.XContentTypeOptions = "nosniff";
        if (next is { } number)
        {
            response.Headers[Next] = number.ToString(CultureInfo.InvariantCulture);
        }

        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    private static double? Quality(IList<MediaTypeHeaderValue> accepted, string type) =>
        accepted.Where(a => a.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)).Select(a => (double?)(a.Quality ?? 1)).Max();

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
