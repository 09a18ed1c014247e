using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Distill.Client.AspNetCore;

/// <summary>
/// An answer that replaces the handler's: problem+json (RFC 9457) with a stable code. It contains no evidence, because refused callers must not
/// learn why they are refused.
/// </summary>
internal sealed class Refusal
{
    private readonly int _status;
    private readonly byte[] _body;

    /// <param name="status">The HTTP status.</param>
    /// <param name="code">The code for programs to act on.</param>
    /// <param name="title">The text for people to read.</param>
    /// <param name="verifyAt">The address to put into the answer as <c>verify</c>. Null for none.</param>
    public Refusal(int status, string code, string title, Uri? verifyAt = null)
    {
        this._status = status;
        Dictionary<string, object> problem = new()
        {
            ["title"] = title,
            ["status"] = status,
            ["code"] = code,
        };
        if (verifyAt is not null)
        {
            problem["verify"] = verifyAt.AbsoluteUri;
        }

        _body = JsonSerializer.SerializeToUtf8Bytes(problem);
    }

    public async Task WriteAsync(HttpContext context, TimeSpan? retryAfter = null)
    {
        var response = context.Response;
        response.StatusCode = _status;
        response.ContentType = "application/problem+json";
        response.ContentLength = _body.Length;
        response.Headers.CacheControl = "no-store";
        if (retryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        await response.Body.WriteAsync(_body, context.RequestAborted).ConfigureAwait(false);
    }
}
