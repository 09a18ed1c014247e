using Distill.Functions.Api;
using Distill.Functions.Triggers;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Middleware;

/// <summary>Refuses what no function could read as the caller meant it: a misspelt name in the query, a bad escape, a compressed body.</summary>
internal static class RequestCheck
{
    /// <summary>What is wrong with a request; null if nothing is.</summary>
    public static IResult? Refuse(string function, HttpRequest request) =>
        OpenApiDocument.QueryNames(function) is not { } names ? null
        : !PercentEncoding.TryDecode(request.QueryString.Value, out _) || !PercentEncoding.TryDecode(RouteId.WrittenQuery(request), out _)
            ? Problems.BadQuery("An escape in it is cut short, or is not UTF-8.")
        : request.Query.Keys.FirstOrDefault(name => !names.Contains(name)) is { } unknown ? Problems.BadQuery(Unknown(unknown, names))
        : request.Query.FirstOrDefault(q => q.Value.Count > 1).Key is { } twice ? Problems.BadQuery($"It has {twice} more than once.")
        : HttpMethods.IsPost(request.Method) && !IsOtlp(function) && request.Headers.ContentEncoding.Any(IsCompressed) ? Problems.CompressedBody
        : null;

    /// <summary>Whether a function answers by OpenTelemetry's protocol. It takes packed bodies.</summary>
    public static bool IsOtlp(string function) =>
        function.Equals(nameof(PostTraces), StringComparison.OrdinalIgnoreCase)
        || function.Equals(nameof(PostLogs), StringComparison.OrdinalIgnoreCase);

    private static string Unknown(string name, IReadOnlySet<string> names) =>
        names.Count == 0
            ? $"This route has no query, so it does not know {Shown(name)}."
            : $"It has {Shown(name)}; this route knows {string.Join(", ", names.Order(StringComparer.Ordinal))}.";

    private static string Shown(string name) => name.Length <= 100 ? $"\"{name}\"" : $"\"{name[..100]}...\"";

    private static bool IsCompressed(string? encoding) =>
        !string.IsNullOrWhiteSpace(encoding) && !encoding.Trim().Equals("identity", StringComparison.OrdinalIgnoreCase);
}
