using System.Security.Cryptography;
using Distill.Core.Sharing;
using Distill.Core.Signals;
using Distill.Functions.Api;
using Distill.Functions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>
/// Takes a STIX bundle of another provider. All of it is taken, or none; a bundle sent twice counts once. The next run compares it with its groups,
/// shows it beside a finding, and decides nothing by it.
/// </summary>
public sealed class PostIndicators(IndicatorTable table, TimeProvider time)
{
    private const int MaxBytes = 4 * 1024 * 1024;

    [Function(nameof(PostIndicators))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/v1/indicators")] HttpRequest request)
    {
        var cancellationToken = request.HttpContext.RequestAborted;
        if (await RequestBody.ReadAsync(request, MaxBytes, cancellationToken) is not { } body)
        {
            return Problems.TooLarge(MaxBytes);
        }

        var now = Author.Rounded(time.GetUtcNow());
        IReadOnlyList<SharedIndicator> indicators;
        try
        {
            indicators = StixReader.Read(body, now);
        }
        catch (FormatException e)
        {
            return Problems.BadIndicators(e.Message);
        }

        if (indicators.Count == 0)
        {
            return Problems.BadIndicators("The bundle has no keyed values. Its maker has to export it with the key that you share.");
        }

        await table.SaveAsync(Convert.ToHexStringLower(SHA256.HashData(body)), indicators, now, cancellationToken);
        return new JsonAnswer(
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("indicators", indicators.Count);
                json.WriteNumber("values", indicators.Sum(i => i.Hashes.Count));
                json.WriteStartArray("keys");
                foreach (var key in indicators.Select(i => i.KeyId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
                {
                    json.WriteStringValue(key);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            },
            StatusCodes.Status202Accepted
        );
    }
}
