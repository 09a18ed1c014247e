using Distill.Functions.Api;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Answers the OpenAPI description of the API.</summary>
public sealed class GetOpenApi
{
    [Function(nameof(GetOpenApi))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/openapi.json")] HttpRequest request) =>
        Results.Bytes(OpenApiDocument.Bytes, "application/json; charset=utf-8");
}
