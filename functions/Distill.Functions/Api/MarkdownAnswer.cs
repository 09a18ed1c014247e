using System.Text;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>A text in Markdown (RFC 7763).</summary>
/// <param name="name">The file's name, without its ending.</param>
/// <param name="text">The text.</param>
internal sealed class MarkdownAnswer(string name, string text) : IResult
{
    private const string MediaType = "text/markdown";

    /// <summary>True if the caller names Markdown in Accept, and does not like JSON better.</summary>
    public static bool IsAskedFor(HttpRequest request) => Accepted.IsAskedFor(request, MediaType);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var body = Encoding.UTF8.GetBytes(text);
        var response = httpContext.Response;
        response.ContentType = $"{MediaType}; charset=utf-8";
        response.ContentLength = body.Length;
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.md\"";
        response.Headers.XContentTypeOptions = "nosniff";
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
