using System.Text;
using Distill.Reports.Rendering;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Console;

/// <summary>A page of the console. It loads one style sheet of this app, and a script only if it has one. Nobody keeps it.</summary>
internal sealed class PageAnswer : IResult
{
    private readonly Func<Task<string>> _render;
    private readonly int _status;
    private readonly bool _hasScript;

    private PageAnswer(Func<Task<string>> render, int status, bool hasScript) => (_render, _status, _hasScript) = (render, status, hasScript);

    public static PageAnswer Of<TPage>(object model, int status = StatusCodes.Status200OK)
        where TPage : IComponent => new(() => PageText.RenderAsync<TPage>(model), status, hasScript: false);

    /// <summary>A page that may run scripts of this app, and of nobody else.</summary>
    public static PageAnswer WithScript<TPage>(object model, int status = StatusCodes.Status200OK)
        where TPage : IComponent => new(() => PageText.RenderAsync<TPage>(model), status, hasScript: true);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var page = Encoding.UTF8.GetBytes(await _render());
        var response = httpContext.Response;
        response.StatusCode = _status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = page.Length;
        Protect(response.Headers, _hasScript);
        response.Headers.CacheControl = "no-store";
        await response.Body.WriteAsync(page, httpContext.RequestAborted);
    }

    /// <summary>The headers that keep a page to itself.</summary>
    public static void Protect(IHeaderDictionary headers, bool hasScript = false)
    {
        headers.ContentSecurityPolicy =
            $"default-src 'none'; {(hasScript ? "script-src 'self'; " : "")}style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";

        // Not "no-referrer": a form's Origin would then be null.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
