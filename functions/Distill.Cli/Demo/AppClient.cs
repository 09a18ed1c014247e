using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;

namespace Distill.Cli.Demo;

/// <summary>The demo's requests to the running app.</summary>
internal sealed class AppClient(AppEndpoints endpoints) : IDisposable
{
    private const string Correlate = "CorrelateAccounts";

    private readonly HttpClient _http = new() { BaseAddress = endpoints.Http };
    private readonly TableClient _progress = new TableServiceClient(endpoints.Tables).GetTableClient("progress");

    public static string VerdictPath(string account) => $"/api/v1/verdicts/{Uri.EscapeDataString(account)}";

    /// <summary>Events taken in so far, over all partitions of the hub.</summary>
    public async Task<long> IngestedAsync(CancellationToken cancellationToken)
    {
        var events = 0L;
        try
        {
            await foreach (
                var row in _progress
                    .QueryAsync<TableEntity>("PartitionKey eq 'partitions'", cancellationToken: cancellationToken)
                    .ConfigureAwait(false)
            )
            {
                events += row.GetInt64("LastSequence").GetValueOrDefault(-1) + 1;
            }
        }
        catch (RequestFailedException e) when (e.Status == (int)HttpStatusCode.NotFound)
        {
            // No batch has been saved yet.
        }

        return events;
    }

    /// <summary>Starts a run of the correlation. Returns the address of its record.</summary>
    /// <exception cref="DemoFailure">The app refuses.</exception>
    public async Task<Uri> StartCorrelationAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsJsonAsync($"/admin/functions/{Correlate}", new { input = "" }, cancellationToken).ConfigureAwait(false);
        return answer.StatusCode == HttpStatusCode.Accepted && answer.Headers.Location is { } run
            ? run
            : throw new DemoFailure($"The app answered {(int)answer.StatusCode} when it was asked to correlate. The host's log says why.");
    }

    /// <summary>True once the run has succeeded.</summary>
    /// <exception cref="DemoFailure">It failed.</exception>
    public async Task<bool> HasEndedAsync(Uri run, CancellationToken cancellationToken)
    {
        var record = await _http.GetFromJsonAsync<JsonElement>(run, cancellationToken).ConfigureAwait(false);
        return record.GetProperty("state").GetString() switch
        {
            "Succeeded" => true,
            "Queued" or "Running" => false,
            var state => throw new DemoFailure(
                $"The correlation is {state}: {(record.TryGetProperty("error", out var error) ? error.GetString() : "no reason given")}"
            ),
        };
    }

    public async Task<Verdict> VerdictAsync(string account, CancellationToken cancellationToken) =>
        VerdictJson.Read(await _http.GetByteArrayAsync(new Uri(VerdictPath(account), UriKind.Relative), cancellationToken).ConfigureAwait(false));

    public void Dispose() => _http.Dispose();
}
