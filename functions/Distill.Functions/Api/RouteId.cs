using Distill.Contracts;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>Reads ids from a route.</summary>
internal static class RouteId
{
    /// <summary>
    /// The header in which the front end, of App Service or of the development host, gives the address as the caller wrote it. A path does not say
    /// it: servers decode all of it but %2F, and so <c>c%2Fd</c> and <c>c%252Fd</c> become one.
    /// </summary>
    public const string AddressHeader = "X-WAWS-Unencoded-URL";

    /// <summary>Reads an account id.</summary>
    /// <param name="request">The request.</param>
    /// <param name="text">The id as the server decoded it: all but its slashes.</param>
    /// <param name="segment">Which segment of the path it is.</param>
    /// <param name="account">The account.</param>
    /// <returns>False if it is no account id, or if its escapes are no UTF-8.</returns>
    public static bool TryAccount(HttpRequest request, string text, Index segment, out AccountId account)
    {
        account = default;
        var id = WithSlashes(text);
        if (Written(request, segment) is { } written)
        {
            if (!PercentEncoding.TryDecode(written, out var decoded))
            {
                return false;
            }

            // Another text than the server's is not what was routed here.
            id = WithSlashes(decoded) == id ? decoded : id;
        }

        return AccountId.TryParse(id, null, out account);
    }

    /// <summary>The query as the caller wrote it; empty if the front end does not say. A host between them may escape a bad escape.</summary>
    public static string WrittenQuery(HttpRequest request) =>
        request.Headers[AddressHeader].ToString().Split('?', 2) is [_, var query] ? query.Split('#', 2)[0] : "";

    private static string? Written(HttpRequest request, Index segment)
    {
        var segments = request.Headers[AddressHeader].ToString().Split('?', 2)[0].Split('/');
        return segment.GetOffset(segments.Length) > 0 ? segments[segment] : null;
    }

    private static string WithSlashes(string text) => text.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
