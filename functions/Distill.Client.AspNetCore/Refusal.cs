using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Distill.Client.AspNetCore;

/// <summary>
/// An answer in place of the handler's: problem+json (RFC 9457) with a stable code. It holds nothing of the evidence: who is refused must not learn
/// why.
/// </summary>
internal sealed class Refusal
{
    private readonly int _status;
    private readonly byte[] _body;

    /// <param name="status">HTTP's.</param>
    /// <param name="code">What programs decide by.</param>
    /// <param name="title">What people read.</param>
    /// <param name="verifyAt">Told as <c>verify</c>; null for none.</param>
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
