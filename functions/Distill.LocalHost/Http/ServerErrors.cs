using Distill.LocalHost.Logging;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Http;

/// <summary>Answers without a body when anything below throws: with the fault of a bad request, or else 500, as the real host does.</summary>
internal sealed class ServerErrors(RequestDelegate next, ILogger<ServerErrors> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            // The client's fault, such as a body that is too large: no error of ours to log.
            http.Response.Clear();
            http.Response.StatusCode = e.StatusCode;
        }
        catch (Exception e) when (!http.Response.HasStarted && e is not BadHttpRequestException)
        {
            log.RequestFailed(e, http.Request.Method, http.Request.Path);
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}
