using System.Globalization;
using Distill.Functions.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Distill.Functions.Otlp;

/// <summary>Tells a sender of OpenTelemetry's protocol of a problem, in its own form.</summary>
internal static class OtlpFaults
{
    // Requests that are read and stored at the same time end within seconds.
    private const int RetryAfterSeconds = 1;

    /// <summary>A refusal if the answer is a problem; any other answer as it is.</summary>
    public static IResult Show(IResult answer, HttpContext http)
    {
        if (answer is not ProblemHttpResult { ProblemDetails: { } problem } fault)
        {
            return answer;
        }

        // A sender would drop what it sent after 409, and tries again after 429.
        return answer == Problems.Busy ? Busy(http.Request) : OtlpAnswer.Of(fault.StatusCode, $"{problem.Title} {problem.Detail}", http.Request);
    }

    /// <summary>Too many requests at the same time. The sender keeps what it sent, and sends it again.</summary>
    public static OtlpAnswer Busy(HttpRequest request)
    {
        request.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return OtlpAnswer.Of(StatusCodes.Status429TooManyRequests, "Too many requests at the same time. Send it again.", request);
    }
}
