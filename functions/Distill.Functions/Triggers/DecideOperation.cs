using Distill.Contracts;
using Distill.Functions.Api;
using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Makes an analyst's decision on all clusters of an operation.</summary>
public sealed class DecideOperation(AnalystDesk desk, AuthOptions auth, TimeProvider time)
{
    [Function(nameof(DecideOperation))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/operations/{id}/decisions")] HttpRequest request,
        string id
    )
    {
        if (!OperationId.TryParse(id, null, out var operation))
        {
            return Problems.BadOperationId;
        }

        var (asked, wrong) = await AnalystRequest<DecisionRequest>.ReadAsync(request, AnalystRequestKind.Decision, auth, time.GetUtcNow());
        if (asked is null)
        {
            return wrong!;
        }

        var (decisions, problem) = await desk.DecideAsync(operation, asked, seen: null, request.HttpContext.RequestAborted);
        return problem ?? new JsonAnswer(json => DecisionAnswer.Write(json, decisions));
    }
}
