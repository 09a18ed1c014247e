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
        fault = null;
        json = json.StartsWith("\uFEFF"u8) ? json[3..] : json;
        try
        {
            fault = Repeated(json) is { } name ? $"{name} comes twice." : null;
            value = fault is null ? JsonSerializer.Deserialize(json, ApiJson.Of<T>()) : null;
            fault ??= value is null ? "It is null." : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is for names that are no text.
            fault = e is JsonException { Path: { Length: > 1 } path }
                ? $"{path[2..]} is unknown or has a wrong value.{(IsTime<T>(path[2..]) ? ZonedTime.Hint : "")}"
                : "It is not a JSON object with the members that this request has.";
        }

        return value is not null;
    }

    private static bool IsTime<T>(string name) => ApiJson.Of<T>().Properties.Any(p => p.Name == name && p.PropertyType == typeof(DateTimeOffset?));

    // Which of two members with one name counts differs between readers, so neither does.
    private static string? Repeated(ReadOnlySpan<byte> json)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && !names.Add(reader.GetString()!))
            {
                return reader.GetString();
            }
        }

        return null;
    }
}
