using System.Globalization;
using System.Text;
using Distill.Contracts;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>A table as CSV, as <see cref="CsvText"/> writes it.</summary>
/// <param name="name">The file's name, without its ending.</param>
/// <param name="rows">The rows, the names of the columns first.</param>
/// <param name="next">Where the next page begins; null if there is none.</param>
internal sealed class CsvAnswer(string name, IEnumerable<IReadOnlyList<string>> rows, long? next) : IResult
{
    /// <summary>The header that has where the next page begins.</summary>
    public const string Next = "Distill-Next";

    private const string MediaType = "text/csv";

    /// <summary>True if the caller names CSV in Accept, and does not like JSON better.</summary>
    public static bool IsAskedFor(HttpRequest request) => Accepted.IsAskedFor(request, MediaType);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var body = Encoding.UTF8.GetBytes(CsvText.Of(rows));
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
}
