using Distill.Contracts;
using Distill.Core.Decisions;
using Distill.Functions.Api;
using Distill.Functions.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Answers the verdicts of many accounts at once, in the order of the request.</summary>
public sealed class GetVerdicts(VerdictLookup lookup)
{
    private const int MaxAccounts = 1000;

    // Enough for the longest ids with every character escaped.
    private const int MaxBytes = 2 * 1024 * 1024;

    [Function(nameof(GetVerdicts))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/verdicts/batch")] HttpRequest request)
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        if (await RequestBody.ReadAsync(request, MaxBytes, cancellationToken) is not { } body)
        {
            return Problems.TooLarge(MaxBytes);
        }

        if (!RequestBody.TryParse<BatchRequest>(body, out var batch, out var fault))
        {
            return Problems.BadBody(fault);
        }

        if (batch.Accounts is not { Count: > 0 and <= MaxAccounts } accounts)
        {
            return Problems.BadBody($"accounts must have 1 to {MaxAccounts} ids.");
        }

        var ids = new AccountId[accounts.Count];
        var bad = new List<string>();
        for (var i = 0; i < ids.Length; i++)
        {
            if (!AccountId.TryParse(accounts[i], null, out ids[i]))
            {
                bad.Add(accounts[i] ?? "");
            }
        }

        if (bad.Count > 0)
        {
            return Problems.BadAccountIds(bad);
        }

        var (verdicts, age) = await lookup.FindAsync(ids, cancellationToken);
        return new JsonAnswer(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("verdicts");
            foreach (var verdict in verdicts)
            {
                StandingVerdictJson.Write(json, verdict);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        })
        {
            Age = age,
        };
    }
}
