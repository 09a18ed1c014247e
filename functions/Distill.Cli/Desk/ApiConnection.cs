using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Distill.Cli.Terminal;

namespace Distill.Cli.Desk;

/// <summary>Asks a deployed API. What goes wrong is told in a sentence.</summary>
internal sealed class ApiConnection : IDisposable
{
    // An instance that has just started reads all verdicts first.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly HttpClient _http;

    public ApiConnection(Uri address, string? token, string? key)
    {
        _http = new HttpClient { BaseAddress = new Uri(address.AbsoluteUri.TrimEnd('/') + "/api/v1/"), Timeout = s_patience };
        if (token is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (key is not null)
        {
            _http.DefaultRequestHeaders.Add("x-functions-key", key);
        }
    }

    /// <summary>Gets a JSON answer.</summary>
    /// <exception cref="ApiFailure">There was none.</exception>
    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), cancellationToken).ConfigureAwait(false);
        return await JsonAsync(answer, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gets a table, and where its next page begins; null if there is none.</summary>
    /// <exception cref="ApiFailure">There was none.</exception>
    public async Task<(string Text, string? Next)> GetCsvAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(() => new HttpRequestMessage(HttpMethod.Get, path), cancellationToken).ConfigureAwait(false);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return (text, answer.Headers.TryGetValues("Distill-Next", out var next) ? next.Single() : null);
    }

    /// <summary>Posts a JSON body. The request has a key, so that the API takes it once, however often it is sent.</summary>
    /// <exception cref="ApiFailure">It was not taken.</exception>
    public async Task<JsonElement> PostAsync(string path, byte[] body, CancellationToken cancellationToken)
    {
        var key = Guid.NewGuid().ToString("n");
        using var answer = await SendAsync(Request, cancellationToken).ConfigureAwait(false);
        return await JsonAsync(answer, cancellationToken).ConfigureAwait(false);

        HttpRequestMessage Request() =>
            new(HttpMethod.Post, path)
            {
                Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
                Headers = { { "Idempotency-Key", key } },
            };
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        try
        {
            using var first = make();
            var answer = await _http.SendAsync(first, cancellationToken).ConfigureAwait(false);
            if (answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter?.Delta is { } wait)
            {
                answer.Dispose();
                await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
                using var second = make();
                answer = await _http.SendAsync(second, cancellationToken).ConfigureAwait(false);
            }

            return answer.IsSuccessStatusCode ? answer : throw await FailureAsync(answer, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e)
        {
            throw new ApiFailure($"{_http.BaseAddress} can't be reached: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ApiFailure($"{_http.BaseAddress} did not answer within {s_patience.TotalMinutes:0} minutes.", e);
        }
    }

    private async Task<ApiFailure> FailureAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using (answer)
        {
            var told = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
            return new ApiFailure(
                answer.StatusCode switch
                {
                    HttpStatusCode.Unauthorized => "The API does not know the caller. Give --token or --key, or a newer one.",
                    HttpStatusCode.Forbidden => "The caller may not do this. Reading needs Distill.Evidence.Read, deciding Distill.Decide.",
                    _ when Problem(told) is { } problem => $"The API answered {(int)answer.StatusCode}: {problem}",
                    HttpStatusCode.NotFound => $"{_http.BaseAddress} is not Distill's API. --api is the address before /api/v1.",
                    _ => $"The API answered {(int)answer.StatusCode}.",
                }
            );
        }
    }

    private static string? Problem(string told)
    {
        try
        {
            using var problem = JsonDocument.Parse(told);
            return problem.RootElement.TryGetProperty("detail", out var detail)
                ? $"{Line.Of(problem.RootElement.GetProperty("title").GetString())} {Line.Of(detail.GetString())}"
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private async Task<JsonElement> JsonAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return json.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new ApiFailure($"{_http.BaseAddress} answered no JSON. It may be a sign-in page: --api is the address before /api/v1.", e);
        }
    }
}
