using Distill.Core.Events;
using Distill.Core.Verdicts;
using Distill.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>What is thought of an account. One never seen is not assessed: nothing is not found.</summary>
public sealed class GetVerdict(VerdictTable verdicts)
{
    [Function(nameof(GetVerdict))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "verdicts/{account}")] HttpRequest request,
        string account)
    {
        // Servers decode a path but for its slashes: they would change its segments.
        if (!AccountId.TryParse(account.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase), null, out var id))
        {
            return Results.Problem(
                statusCode: StatusCodes.Status400BadRequest,
                title: "Not an account id.",
                detail: $"An account id has 1 to {AccountId.MaxLength} printable characters.",
                extensions: new Dictionary<string, object?> { ["code"] = "bad_account_id" });
        }

        var json = await verdicts.FindAsync(id, request.HttpContext.RequestAborted) ?? VerdictJson.Write(Verdict.NeverSeen(id));
        return Results.Bytes(json, "application/json; charset=utf-8");
    }
}
