using Distill.Functions.Otlp;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Takes log records from an OpenTelemetry SDK or collector. The address is the one that they append to the endpoint that is set.</summary>
public sealed class PostLogs(OtlpIntake intake)
{
    [Function(nameof(PostLogs))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/logs")] HttpRequest request) =>
        intake.TakeAsync(request, isSpans: false);
}
