using System.Net;
using Distill.LocalHost.Logging;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Distill.LocalHost.Http;

/// <summary>
/// Refuses what a page on another site could make a browser on this machine send: the host asks for no keys. A name that was made to point here shows
/// in Host, a foreign page in Origin, and a form in the content type. A form of this host's own pages is let through: the browser says so.
/// </summary>
internal sealed class CrossSiteGuard(RequestDelegate next, ILogger<CrossSiteGuard> log)
{
    // What a page may send to another site without asking first: https://fetch.spec.whatwg.org/#cors-safelisted-request-header
    private static readonly string[] s_simple = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"];

    // No page can set it: https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
    private const string SiteHeader = "Sec-Fetch-Site";

    public Task InvokeAsync(HttpContext http) =>
        Refusal(http.Request) is var (status, why) && status != 0 ? RefuseAsync(http, status, why) : next(http);

    private static (int Status, string Why) Refusal(HttpRequest request) =>
        !IsLoopback(request.Host.Host) ? (StatusCodes.Status421MisdirectedRequest, "Host must be localhost or a loopback address.")
        : request.Headers.Origin.Any(origin => !IsLoopbackOrigin(origin)) ? (StatusCodes.Status403Forbidden, "Origin must be a page of this machine.")
        : HttpMethods.IsPost(request.Method) && IsSimple(request.ContentType) && request.Headers[SiteHeader] is not ["same-origin"]
            ? (StatusCodes.Status415UnsupportedMediaType, "A POST needs another content type, such as application/json.")
        : default;

    private Task RefuseAsync(HttpContext http, int status, string why)
    {
        log.Refused(http.Request.Method, http.Request.Path, why);
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(why + "\n");
    }

    private static bool IsSimple(string? type) =>
        MediaTypeHeaderValue.TryParse(type, out var parsed) && s_simple.Contains(parsed.MediaType.ToString(), StringComparer.OrdinalIgnoreCase);

    private static bool IsLoopbackOrigin(string? origin) => Uri.TryCreate(origin, UriKind.Absolute, out var uri) && IsLoopback(uri.IdnHost);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
