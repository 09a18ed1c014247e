using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>What the API is, for programs.</summary>
public sealed class GetOpenApi
{
    private static readonly Lazy<byte[]> s_document = new(() =>
    {
        using var resource = typeof(GetOpenApi).Assembly.GetManifestResourceStream("openapi.json")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    });

    [Function(nameof(GetOpenApi))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "openapi.json")] HttpRequest request) =>
        Results.Bytes(s_document.Value, "application/json; charset=utf-8");
}
