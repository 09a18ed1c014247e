using Distill.Contracts;
using Distill.Reports.Console;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Distill.Functions.Console;

/// <summary>The console's style sheet. Browsers keep it, and ask whether it has changed.</summary>
internal sealed class StyleAnswer : IResult
{
    private static readonly Lazy<byte[]> s_sheet = new(() =>
    {
        using var resource = typeof(QueuePage).Assembly.GetManifestResourceStream("console.css")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    });

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var headers = httpContext.Response.Headers;
        PageAnswer.Protect(headers);
        headers.CacheControl = "private, no-cache";
        var tag = new EntityTagHeaderValue(FormattableString.Invariant($"\"{Fingerprint.Of(s_sheet.Value):x16}\""));
        return Results.Bytes(s_sheet.Value, "text/css; charset=utf-8", entityTag: tag).ExecuteAsync(httpContext);
    }
}
