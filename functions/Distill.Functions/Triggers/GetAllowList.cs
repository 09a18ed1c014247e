using Distill.Functions.Api;
using Distill.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Answers all entries of the allow-lists, in their order, or only those in force.</summary>
public sealed class GetAllowList(AllowTable allowed, TimeProvider time)
{
    [Function(nameof(GetAllowList))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/allowlist")] HttpRequest request)
    {
        if (!Query.TryText(request, "in_force", out var inForce) || inForce is not (null or "true" or "false"))
        {
            return Problems.BadFilter("in_force", "true or false");
        }

        var list = await allowed.ReadAsync(request.HttpContext.RequestAborted);
        return new JsonAnswer(json => AllowAnswer.Write(json, list, inForce is null ? null : inForce == "true", time.GetUtcNow()));
    }
}
