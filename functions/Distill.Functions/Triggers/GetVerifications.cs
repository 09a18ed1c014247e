using Distill.Contracts;
using Distill.Core.Events;
using Distill.Functions.Api;
using Distill.Functions.Publishing;
using Distill.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>
/// Answers how the verifications of customers went, and what each customer went through before: how long the account was flagged, and on how many
/// days it was refused. Who passed was innocent, so this counts what our mistakes cost.
/// </summary>
public sealed class GetVerifications(FactTable facts, VerdictLookup verdicts)
{
    private static readonly NumberRange s_limits = new(Default: 100, Min: 1, Max: 1000);

    // Queries at a time.
    private const int Readers = 16;

    [Function(nameof(GetVerifications))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/verifications")] HttpRequest request)
    {
        if (!Query.TryNumber(request, "limit", s_limits, out var limit))
        {
            return Problems.BadLimit("limit", s_limits.Max);
        }

        AccountId after = default;
        if (!Query.TryText(request, "after", out var text) || (text is not null && !AccountId.TryParse(text, null, out after)))
        {
            return Problems.BadAfter;
        }

        VerificationOutcome outcome = default;
        if (!Query.TryText(request, "outcome", out var name) || (name is not null && !VerificationAnswer.TryOutcome(name, out outcome)))
        {
            return Problems.BadFilter("outcome", VerificationAnswer.Outcomes);
        }

        var cancellationToken = request.HttpContext.RequestAborted;
        VerificationRecord[] last =
        [
            .. (await facts.ReadVerificationsAsync(cancellationToken))
                .GroupBy(v => v.Account)
                .Select(own => VerificationRecord.LastOf(own)!)
                .OrderBy(v => v.Account),
        ];
        VerificationRecord[] rest = [.. last.Where(v => (name is null || v.Outcome == outcome) && (text is null || v.Account.CompareTo(after) > 0))];
        var page = rest[..Math.Min(limit, rest.Length)];
        var (standing, _) = await verdicts.FindAsync([.. page.Select(v => v.Account)], cancellationToken);
        var refused = new int[page.Length];
        await Parallel.ForAsync(
            0,
            page.Length,
            new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellationToken },
            async (i, token) => refused[i] = await facts.CountRefusedDaysAsync(page[i].Account, page[i].Time, token)
        );
        return new JsonAnswer(json =>
            VerificationAnswer.Write(
                json,
                last.CountBy(v => v.Outcome).ToDictionary(),
                [.. page.Select((v, i) => new VerifiedAccount(v, standing[i], refused[i]))],
                page.Length < rest.Length
            )
        );
    }
}
