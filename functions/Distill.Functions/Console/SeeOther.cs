using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Console;

/// <summary>Sends a browser from a form that was taken to a page, so that to load the page again sends no form.</summary>
internal sealed class SeeOther(string page) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = page;
        httpContext.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
