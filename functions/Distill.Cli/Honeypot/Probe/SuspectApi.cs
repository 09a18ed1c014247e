using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Distill.Cli.Terminal;

namespace Distill.Cli.Honeypot.Probe;

/// <summary>
/// Asks a suspect behind an OpenAI-compatible API. It takes the first of these ways that the API has: how likely it finds both ways to go on, how
/// likely it finds both answers to the prompt, and its answer in text.
/// </summary>
internal sealed class SuspectApi : IDisposable
{
    public const string KeyVariable = "DISTILL_SUSPECT_KEY";

    // Answers on the way at once.
    private const int AtOnce = 4;
    private const int Tries = 4;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(2);
    private static readonly SuspectReply[] s_replies = [SuspectReply.Continuation, SuspectReply.LikelyNumber, SuspectReply.Text];

    private readonly HttpClient _http;
    private readonly string _model;

    /// <exception cref="UsageException">The address can't be used.</exception>
    public SuspectApi(string address, string model)
    {
        var key = Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } value ? value : null;
        if (
            !Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp)
            || uri.Query.Length > 0
        )
        {
            throw new UsageException($"--api is '{address}'; it must be an http or https address without a query.");
        }

        if (key is not null && uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback)
        {
            throw new UsageException($"--api is '{address}'; without https the key could be read on the way.");
        }

        _model = model;
        _http = new HttpClient { BaseAddress = uri, Timeout = s_patience };
        if (key is not null)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
    }

    /// <summary>
    /// Asks every question that has no answer. Returns the questions with their answers in the same order, and how many got none because the API
    /// failed again and again.
    /// </summary>
    /// <exception cref="IOException">The API can't be used at all.</exception>
    public async Task<(IReadOnlyList<ProbeRow> Rows, int Failed)> AskAsync(IReadOnlyList<ProbeRow> questions, CancellationToken cancellationToken)
    {
        var rows = questions.ToArray();
        int[] open = [.. Enumerable.Range(0, rows.Length).Where(i => !rows[i].IsAnswered)];
        if (open.Length == 0)
        {
            return (rows, 0);
        }

        SuspectReply? way = null;
        foreach (var reply in s_replies)
        {
            if (await TryAsync(rows[open[0]], reply, cancellationToken).ConfigureAwait(false) is { } first)
            {
                (way, rows[open[0]]) = (reply, first);
                break;
            }
        }

        var (used, failed) = (way ?? throw new IOException($"{_http.BaseAddress} has neither completions nor chat/completions of {_model}."), 0);
        await Parallel
            .ForEachAsync(
                open.Skip(1),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                async (i, stop) =>
                {
                    if (await TryAsync(rows[i], used, stop).ConfigureAwait(false) is { } answered)
                    {
                        rows[i] = answered;
                    }
                    else
                    {
                        Interlocked.Increment(ref failed);
                    }
                }
            )
            .ConfigureAwait(false);
        return (rows, failed);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Returns the row with its answer; null if the API does not answer in this way.</summary>
    private async Task<ProbeRow?> TryAsync(ProbeRow question, SuspectReply reply, CancellationToken cancellationToken)
    {
        var answers = new List<JsonElement>();
        foreach (var (path, body) in reply.Requests(question.Question, _model))
        {
            if (await PostAsync(path, body, cancellationToken).ConfigureAwait(false) is not { } answer)
            {
                return null;
            }

            answers.Add(answer);
        }

        return reply.Read(question.Row, answers) is { } row ? question with { Row = row } : null;
    }

    private async Task<JsonElement?> PostAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var answer = await _http.PostAsJsonAsync(path, body, cancellationToken).ConfigureAwait(false);
                if (answer.IsSuccessStatusCode)
                {
                    using var json = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
                    return json.RootElement.Clone();
                }

                if (answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
                {
                    throw new IOException(
                        $"{_http.BaseAddress} answered {(int)answer.StatusCode}: set {KeyVariable} to a key that may ask {_model}."
                    );
                }

                if (attempt == Tries || (answer.StatusCode != HttpStatusCode.TooManyRequests && (int)answer.StatusCode < 500))
                {
                    return null;
                }

                await Task.Delay(answer.Headers.RetryAfter?.Delta ?? (s_wait * attempt), cancellationToken).ConfigureAwait(false);
            }
            catch (JsonException)
            {
                return null;
            }
            catch (HttpRequestException e)
            {
                throw new IOException($"{_http.BaseAddress} can't be reached: {e.Message}", e);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && attempt < Tries)
            {
                // It took too long. Ask again.
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                throw new IOException($"{_http.BaseAddress} did not answer within {s_patience.TotalMinutes:0} minutes.", e);
            }
        }
    }
}
