using System.Runtime.InteropServices;
using System.Text.Json;
using Distill.Functions.Api;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Honeypots.Attribution;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>
/// Records the result of an attribution test, so that pages of clusters show it. Whoever does it says of clusters what others then decide by, so it
/// takes the role of those who decide. The same test recorded twice is one, and stays as it was recorded first. It changes no verdict.
/// </summary>
public sealed class RecordAudit(AuditTable audits, AuthOptions auth, TimeProvider time)
{
    private const int MaxBytes = 4 * 1024 * 1024;

    [Function(nameof(RecordAudit))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/honeypots/audits")] HttpRequest request)
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        if (await RequestBody.ReadAsync(request, MaxBytes, cancellationToken) is not { } bytes)
        {
            return Problems.TooLarge(MaxBytes);
        }

        if (!RequestBody.TryParse<AuditRequest>(bytes, out var body, out var fault))
        {
            return Problems.BadBody(fault);
        }

        var (author, test) = (Author.Of(request, body.By ?? Author.KeyHolder, auth), Read(body.Audit, out var faults));
        string[] wrong =
        [
            .. Author.IsName(body.Suspect) ? [] : new[] { "suspect must name the model or text that was tested" },
            .. author.Name is null ? new[] { author.Fault.TrimEnd('.') } : [],
            .. faults.Select(f => $"audit: {f}"),
        ];
        if (wrong.Length > 0)
        {
            return HoneypotProblems.BadAudit(wrong);
        }

        return await audits.AddAsync(test!, body.Suspect!, author.Name!, Author.Rounded(time.GetUtcNow()), cancellationToken) is { } recorded
            ? new JsonAnswer(json => AuditAnswer.Write(json, recorded))
            : HoneypotProblems.BadAudit(["audit: candidates and accounts take more than a row holds"]);
    }

    private static AttributionRecord? Read(JsonElement? audit, out IReadOnlyList<string> faults)
    {
        if (audit is { ValueKind: JsonValueKind.Object } given)
        {
            return AttributionRecordJson.Read(JsonMarshal.GetRawUtf8Value(given).ToArray(), out faults);
        }

        faults = ["it must be what 'honeypot audit' writes into audit.json"];
        return null;
    }
}
