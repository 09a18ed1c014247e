using System.Globalization;
using System.Net;
using System.Text.Json;
using Distill.Client.Service;

namespace Distill.Client.Verdicts;

/// <summary>Requests pages of the changes feed.</summary>
internal sealed class ChangesFeed(ServiceConnection service, VerdictCacheOptions options, TimeProvider clock)
{
    private const int MostBytes = 64 << 20;
    private const double MostAge = 366 * 86400;

    // The limit of a request, in addition to the time for which the service may hold it.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private byte[] _buffer = new byte[1 << 16];

    /// <summary>
    /// Returns the page after a cursor, or the first page of a snapshot. Returns null if the service no longer knows the cursor. The next call
    /// overwrites the page.
    /// </summary>
    /// <param name="cursor">Null begins a snapshot.</param>
    /// <param name="wait">Whether the service may hold the request until there is news.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="HttpRequestException">There was no answer, or its status is not 200.</exception>
    /// <exception cref="TimeoutException">There was no answer in time.</exception>
    /// <exception cref="JsonException">The answer is not a page.</exception>
    public async Task<ChangesPage?> NextAsync(string? cursor, bool wait, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Wait + s_patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var answer = await service.SendAsync(HttpMethod.Get, PathOf(cursor, wait), null, either.Token).ConfigureAwait(false);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return ChangesPage.Read(await ReadAsync(answer, either.Token).ConfigureAwait(false), AgeOf(answer));
            }

            var code = await CodeAsync(answer, either.Token).ConfigureAwait(false);
            return cursor is not null && code is "cursor_expired" or "bad_cursor"
                ? null
                : throw new HttpRequestException(
                    $"The service answers {(int)answer.StatusCode}{(code is null ? "" : $", {code}")}.",
                    null,
                    answer.StatusCode
                );
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The service did not answer within {options.Wait + s_patience}.", e);
        }
    }

    private string PathOf(string? cursor, bool wait)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"verdicts/changes?limit={options.PageSize}");
        if (cursor is not null)
        {
            path += $"&since={Uri.EscapeDataString(cursor)}";
        }

        return wait && options.Wait > TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"{path}&wait={(int)options.Wait.TotalSeconds}")
            : path;
    }

    /// <summary>Returns how long ago the service itself was last in step with its store.</summary>
    private static TimeSpan AgeOf(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Distill-Age", out var ages)
        && double.TryParse(ages.First(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, MostAge))
            : TimeSpan.Zero;

    private async Task<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        using var body = await answer.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        for (var length = 0; ; )
        {
            var read = await body.ReadAsync(_buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return _buffer.AsMemory(0, length);
            }

            length += read;
            if (length < _buffer.Length)
            {
                continue;
            }

            if (length >= MostBytes)
            {
                throw new JsonException("A page of changes has less than 64 MiB.");
            }

            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }
    }

    /// <summary>Returns the code of a problem answer. Returns null if there is none, for example in a proxy's answer.</summary>
    private async Task<string?> CodeAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.Content.Headers.ContentType?.MediaType is not "application/problem+json")
        {
            return null;
        }

        try
        {
            using var problem = JsonDocument.Parse(await ReadAsync(answer, cancellationToken).ConfigureAwait(false));
            return problem.RootElement.TryGetProperty("code", out var code) ? code.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
