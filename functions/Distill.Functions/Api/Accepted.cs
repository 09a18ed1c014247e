using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Distill.Functions.Api;

/// <summary>Which form of an answer a caller asks for.</summary>
internal static class Accepted
{
    /// <summary>True if the caller names a type in Accept, and does not like JSON better.</summary>
    public static bool IsAskedFor(HttpRequest request, string mediaType)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return Quality(accepted, mediaType) is { } own && own > 0 && own >= (Quality(accepted, "application/json") ?? 0);
    }

    private static double? Quality(IList<MediaTypeHeaderValue> accepted, string type) =>
        accepted.Where(a => a.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)).Select(a => (double?)(a.Quality ?? 1)).Max();
}
