using Distill.Functions.Api;
using Distill.Functions.Triggers;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Middleware;

/// <summary>
/// Refuses requests that change something, if a page of another site made a browser send them: the browser adds the visitor's sign-in by itself.
/// Browsers say in a header that pages can't set which site a request comes from. Programs send neither header.
/// </summary>
/// <remarks>https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header</remarks>
internal static class CrossSite
{
    private const string Header = "Sec-Fetch-Site";
    private const string SamePage = "same-origin";

    /// <summary>What is wrong with a request; null if nothing is.</summary>
    public static IResult? Refuse(string function, HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return null;
        }

        // A form of the console comes from a browser, so it has the header. An old browser sends Origin alone.
        var site = request.Headers[Header];
        var isProgram = site.Count == 0 && request.Headers.Origin.Count == 0;
        return site is [SamePage] || (isProgram && !function.Equals(nameof(DecideInConsole), StringComparison.OrdinalIgnoreCase))
            ? null
            : Problems.CrossSite;
    }
}
