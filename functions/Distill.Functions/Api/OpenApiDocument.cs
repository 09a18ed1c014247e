using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace Distill.Functions.Api;

/// <summary>The OpenAPI description of the API. Requests are checked by it: which query names a function knows, which methods a path has.</summary>
internal static class OpenApiDocument
{
    private static readonly Lazy<byte[]> s_bytes = new(() =>
    {
        using var resource = typeof(OpenApiDocument).Assembly.GetManifestResourceStream("openapi.json")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    });

    private static readonly Lazy<Operation[]> s_operations = new(ReadOperations);

    private static readonly Lazy<PathString> s_server = new(ReadServer);

    // The document describes what programs use, and not the pages of the console. It has pages and forms.
    private static readonly PathString s_console = new("/console");
    private static readonly string[] s_consoleMethods = [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post];

    /// <summary>The document, as JSON.</summary>
    public static byte[] Bytes => s_bytes.Value;

    /// <summary>The query names that a function knows; null if the document does not describe the function.</summary>
    public static IReadOnlySet<string>? QueryNames(string function) =>
        Array.Find(s_operations.Value, o => o.Function.Equals(function, StringComparison.OrdinalIgnoreCase))?.QueryNames;

    /// <summary>The methods that a path answers, in order; empty if there is no such path. What answers GET also answers HEAD.</summary>
    public static IReadOnlyList<string> Methods(PathString path)
    {
        if (path.StartsWithSegments(s_console, StringComparison.OrdinalIgnoreCase))
        {
            return s_consoleMethods;
        }

        var isBelow = path.StartsWithSegments(s_server.Value, StringComparison.OrdinalIgnoreCase, out var rest);
        var methods = s_operations
            .Value.Where(o => o.HasOwnServer != isBelow && o.Matches(isBelow ? rest : path))
            .Select(o => o.Method)
            .ToHashSet(StringComparer.Ordinal);
        if (methods.Contains(HttpMethods.Get))
        {
            methods.Add(HttpMethods.Head);
        }

        return [.. methods.Order(StringComparer.Ordinal)];
    }

    private static PathString ReadServer()
    {
        using var document = JsonDocument.Parse(Bytes);
        return document.RootElement.GetProperty("servers")[0].GetProperty("url").GetString();
    }

    private static Operation[] ReadOperations()
    {
        using var document = JsonDocument.Parse(Bytes);
        var root = document.RootElement;
        return
        [
            .. from path in root.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            where operation.Name != "servers"
            select new Operation(
                operation.Value.GetProperty("operationId").GetString()!,
                operation.Name.ToUpperInvariant(),
                TemplateParser.Parse(path.Name.TrimStart('/')),
                ReadQueryNames(root, operation.Value),
                path.Value.TryGetProperty("servers", out _)
            ),
        ];
    }

    private static HashSet<string> ReadQueryNames(JsonElement root, JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters)
            ? parameters
                .EnumerateArray()
                .Select(p => p.TryGetProperty("$ref", out var target) ? Find(root, target.GetString()!) : p)
                .Where(p => p.GetProperty("in").ValueEquals("query"))
                .Select(p => p.GetProperty("name").GetString()!)
                .ToHashSet(StringComparer.OrdinalIgnoreCase)
            : [];

    private static JsonElement Find(JsonElement root, string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate(root, (at, name) => at.GetProperty(name));

    private sealed record Operation(string Function, string Method, RouteTemplate Template, IReadOnlySet<string> QueryNames, bool HasOwnServer)
    {
        // Without what its server's address ends with.
        public bool Matches(PathString route) => new TemplateMatcher(Template, []).TryMatch(route, new RouteValueDictionary());
    }
}
