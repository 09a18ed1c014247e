using System.Text.Json;

namespace Distill.Functions.Tests.Api;

/// <summary>The OpenAPI document, and a check of answers against it.</summary>
internal static class Contract
{
    private static readonly JsonElement s_document = JsonDocument.Parse(Read()).RootElement;

    public static JsonElement Document => s_document;

    /// <summary>All operations: method, route and description.</summary>
    public static IEnumerable<(string Method, string Route, JsonElement Operation)> Operations =>
        from path in s_document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where operation.Name != "servers"
        select (operation.Name.ToUpperInvariant(), path.Name[1..], operation.Value);

    /// <summary>Fails if the document does not allow an answer.</summary>
    public static void Check(string method, string route, Answer answer)
    {
        var operation = Operations.Single(o => o.Method == method && o.Route == route).Operation;
        Assert.True(
            operation.GetProperty("responses").TryGetProperty($"{answer.Status}", out var response),
            $"{method} {route}: {answer.Status} is not told of. {answer.Text}"
        );
        response = Resolve(response);
        if (!response.TryGetProperty("content", out var content))
        {
            Assert.Empty(answer.Body);
            return;
        }

        var type = Assert.IsType<string>(answer.Type).Split(';')[0];
        Assert.True(content.TryGetProperty(type, out var media), $"{method} {route}: {answer.Status} is {type}.");
        if (type is "application/x-ndjson" or "text/csv" or "text/markdown" or "application/x-protobuf")
        {
            // Lines, maybe none, text, or bytes.
            return;
        }

        Assert.Equal([], Schema.Faults(media.GetProperty("schema"), answer.Json, "$"));
        if (response.TryGetProperty("headers", out var headers))
        {
            Assert.All(headers.EnumerateObject(), h => Assert.True(answer.Headers.ContainsKey(h.Name), $"{method} {route}: {h.Name} is missing."));
        }
    }

    /// <summary>The target of a reference; anything else unchanged.</summary>
    public static JsonElement Resolve(JsonElement element)
    {
        while (element.TryGetProperty("$ref", out var reference))
        {
            element = reference.GetString()![2..].Split('/').Aggregate(s_document, (at, name) => at.GetProperty(name));
        }

        return element;
    }

    private static byte[] Read()
    {
        using var resource = typeof(Functions.Triggers.GetOpenApi).Assembly.GetManifestResourceStream("openapi.json")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }
}
