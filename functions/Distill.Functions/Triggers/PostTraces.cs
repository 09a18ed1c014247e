using Distill.Functions.Otlp;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Takes spans from an OpenTelemetry SDK or collector. The address is the one that they append to the endpoint that is set.</summary>
public sealed class PostTraces(OtlpIntake intake)
{
    [Function(nameof(PostTraces))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/traces")] HttpRequest request) =>
        intake.TakeAsync(request, isSpans: true);
}
