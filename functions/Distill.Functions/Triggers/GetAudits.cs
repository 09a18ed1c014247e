using Distill.Functions.Api;
using Distill.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Answers all attribution tests that were recorded, in their order, page by page. Callers can ask for some of them.</summary>
public sealed class GetAudits(AuditTable audits)
{
    [Function(nameof(GetAudits))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/honeypots/audits")] HttpRequest request)
    {
        var (query, problem) = AuditQuery.Read(request);
        if (query is null)
        {
            return problem!;
        }

        return query.Of(await audits.ReadAsync(request.HttpContext.RequestAborted)) is { } found
            ? new JsonAnswer(json => AuditAnswer.Write(json, found.Page, found.Next, query))
            : Problems.BadAfter;
    }
}
