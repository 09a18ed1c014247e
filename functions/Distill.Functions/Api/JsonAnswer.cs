using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Distill.Contracts;
using Distill.Core.Decisions;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>An answer in JSON, written straight into memory that the thread keeps for the next one.</summary>
internal sealed class JsonAnswer(Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK) : IResult
{
    private const string ContentType = "application/json; charset=utf-8";
    private const int Kept = 256 * 1024;

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? t_idle;

    /// <summary>How old what it says may be; null for what is never old.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>How long the caller may keep it; null for not at all, and then it has no tag either.</summary>
    public TimeSpan? MaxAge { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (buffer, json) = t_idle ?? NewWriter();
        t_idle = null;
        write(json);
        json.Flush();
        var response = httpContext.Response;
        response.StatusCode = status;
        if (Age is { } age)
        {
            response.Headers["Distill-Age"] = Math.Max(0, age.TotalSeconds).ToString("0.0", CultureInfo.InvariantCulture);
        }

        if (MaxAge is not { } maxAge || !IsKnown(httpContext, buffer.WrittenSpan, maxAge))
        {
            response.ContentType = ContentType;
            response.ContentLength = buffer.WrittenCount;
            await response.Body.WriteAsync(buffer.WrittenMemory, httpContext.RequestAborted);
        }

        if (buffer.Capacity <= Kept)
        {
            buffer.ResetWrittenCount();
            json.Reset(buffer);
            t_idle = (buffer, json);
        }
    }

    // A strong tag: equal bytes, equal tag.
    private static bool IsKnown(HttpContext http, ReadOnlySpan<byte> body, TimeSpan maxAge)
    {
        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{Fingerprint.Of(body):x16}\"");
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = string.Create(CultureInfo.InvariantCulture, $"private, max-age={(long)maxAge.TotalSeconds}");
        if (!http.Request.Headers.IfNoneMatch.Any(known => Names(known, tag)))
        {
            return false;
        }

        http.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    private static bool Names(string? known, string tag) =>
        known is not null && known.Split(',', StringSplitOptions.TrimEntries).Any(k => k == "*" || k == tag || k == "W/" + tag);

    private static (ArrayBufferWriter<byte>, Utf8JsonWriter) NewWriter()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        return (buffer, new Utf8JsonWriter(buffer, StandingVerdictJson.Options));
    }
}
