using Microsoft.AspNetCore.Http;

namespace Distill.Functions.Api;

/// <summary>A STIX bundle (STIX 2.1, section 2.1; TAXII 2.1, section 1.6.8).</summary>
/// <param name="name">The file's name, without its ending.</param>
/// <param name="bundle">The bundle.</param>
internal sealed class StixAnswer(string name, byte[] bundle) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "application/stix+json;version=2.1";
        response.ContentLength = bundle.Length;
        response.Headers.ContentDisposition = $"attachment; filename=\"{name}.json\"";
        response.Headers.XContentTypeOptions = "nosniff";
        await response.Body.WriteAsync(bundle, httpContext.RequestAborted);
    }
}
