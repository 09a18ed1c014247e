using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Distill.Contracts;
using Distill.Core.Decisions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.ObjectPool;

namespace Distill.Functions.Api;

/// <summary>An answer in JSON. It is written into a rented buffer that the next answer uses again.</summary>
internal sealed class JsonAnswer(Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK) : IResult
{
    private const string ContentType = "application/json; charset=utf-8";
    private const int Kept = 256 * 1024;

    private static readonly ObjectPool<Scratch> s_pool = ObjectPool.Create(new ScratchPolicy());

    /// <summary>How old the answer's contents may be; null if they do not age.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>How long the caller may keep it; null for not at all. Then it has no ETag either.</summary>
    public TimeSpan? MaxAge { get; init; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var scratch = s_pool.Get();
        var buffer = scratch.Buffer;
        write(scratch.Json);
        scratch.Json.Flush();
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

        s_pool.Return(scratch);
    }

    // The tag is strong: equal bytes have equal tags.
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

    private sealed class Scratch
    {
        public Scratch() => Json = new Utf8JsonWriter(Buffer, StandingVerdictJson.Options);

        public ArrayBufferWriter<byte> Buffer { get; } = new(4096);

        public Utf8JsonWriter Json { get; }
    }

    private sealed class ScratchPolicy : PooledObjectPolicy<Scratch>
    {
        public override Scratch Create() => new();

        // What a large answer needed is not kept.
        public override bool Return(Scratch obj)
        {
            if (obj.Buffer.Capacity > Kept)
            {
                return false;
            }

            obj.Buffer.ResetWrittenCount();
            obj.Json.Reset(obj.Buffer);
            return true;
        }
    }
}
