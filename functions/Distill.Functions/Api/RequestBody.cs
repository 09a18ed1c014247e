using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>Reads a request's body, up to the size that the route allows.</summary>
internal static class RequestBody
{
    /// <summary>The bytes; null if there are more than <paramref name="most"/>.</summary>
    public static Task<byte[]?> ReadAsync(HttpRequest request, int most, CancellationToken cancellationToken) =>
        request.ContentLength > most
            ? Task.FromResult<byte[]?>(null)
            : ReadAsync(request.Body, (int)(request.ContentLength ?? 4096), most, cancellationToken);

    /// <summary>The bytes of a stream; null if there are more than <paramref name="most"/>.</summary>
    public static async Task<byte[]?> ReadAsync(Stream stream, int expected, int most, CancellationToken cancellationToken)
    {
        using var all = new MemoryStream(expected);
        var buffer = new byte[Math.Min(most + 1, 64 * 1024)];
        for (int read; (read = await stream.ReadAsync(buffer, cancellationToken)) > 0; )
        {
            if (all.Length + read > most)
            {
                return null;
            }

            all.Write(buffer, 0, read);
        }

        return all.ToArray();
    }

    /// <summary>Reads a JSON object. If that fails, gives the reason in words.</summary>
    public static bool TryParse<T>(ReadOnlySpan<byte> json, [NotNullWhen(true)] out T? value, [NotNullWhen(false)] out string? fault)
        where T : class
    {
        value = null;
        json = json.StartsWith("\uFEFF"u8) ? json[3..] : json;
        try
        {
            value = JsonSerializer.Deserialize(json, ApiJson.Of<T>());
            fault = value is null ? "It is null." : null;
        }
        catch (JsonException e)
        {
            fault = e.Path is { Length: > 1 } path
                ? $"{path[2..]} is unknown or has a wrong value. A time names its zone, as RFC 3339 says."
                : "It is not a JSON object with the members that this request has.";
        }

        return value is not null;
    }
}
