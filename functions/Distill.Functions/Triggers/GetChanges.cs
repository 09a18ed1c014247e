using Distill.Core.Decisions;
using Distill.Functions.Api;
using Distill.Functions.Publishing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;

namespace Distill.Functions.Triggers;

/// <summary>Answers first all verdicts, and then each change once, in order. A reader that has caught up may wait for the next change.</summary>
public sealed class GetChanges(ViewFollower views, ChangesReader reader, TimeProvider time, IHostApplicationLifetime? lifetime = null)
{
    private static readonly NumberRange s_limits = new(Default: 1000, Min: 1, Max: 10_000);
    private static readonly NumberRange s_waits = new(Default: 0, Min: 0, Max: 30);

    // An instance that has just started reads all verdicts first. For a small store this is long enough.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    // A reader waits at least this share of what it asked for. Readers that asked together come back one by one: else all of them ask again at once,
    // each time that nothing has changed, and lookups wait meanwhile.
    private const double LeastShare = 0.6;

    [Function(nameof(GetChanges))]
    public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/verdicts/changes")] HttpRequest request)
    {
        if (!Query.TryNumber(request, "limit", s_limits, out var limit))
        {
            return Problems.BadLimit("limit", s_limits.Max);
        }

        if (!Query.TryNumber(request, "wait", s_waits, out var wait))
        {
            return Problems.BadWait;
        }

        ChangesCursor? since = null;
        if (!Query.TryText(request, "since", out var text) || (text is not null && !TryCursor(text, out since)))
        {
            return Problems.BadCursor;
        }

        var cancellationToken = request.HttpContext.RequestAborted;
        try
        {
            var view = views.Peek() ?? await views.ReadAsync(cancellationToken).WaitAsync(s_patience, time, cancellationToken);
            if (since?.Revision > view.Ledger.Head.Revision)
            {
                // The cursor comes from an instance that was ahead of this one.
                view = await views.ReadAsync(cancellationToken).WaitAsync(s_patience, time, cancellationToken);
            }

            var page = await ReadAsync(view, since, limit, TimeSpan.FromSeconds(wait) * Share(), cancellationToken);
            return page is null ? Problems.CursorExpired : new JsonAnswer(json => Write(json, page)) { Age = views.Age };
        }
        catch (TimeoutException) when (!views.IsWarm)
        {
            request.HttpContext.Response.Headers.RetryAfter = "5";
            return Problems.WarmingUp;
        }
    }

    private async Task<VerdictPage?> ReadAsync(
        PublishedView view,
        ChangesCursor? since,
        int limit,
        TimeSpan wait,
        CancellationToken cancellationToken
    )
    {
        var started = time.GetTimestamp();
        while (true)
        {
            // Taken before the page is read, so that it also completes for what is published meanwhile.
            var grown = view.Grown;
            var page = await reader.ReadAsync(view, since, limit, cancellationToken);
            var left = wait - time.GetElapsedTime(started);
            if (
                page is null
                || page.IsSnapshot
                || page.More
                || page.Verdicts.Count > 0
                || left <= TimeSpan.Zero
                || !await WaitAsync(grown, left, cancellationToken)
            )
            {
                return page;
            }

            since = page.Next;
            view = views.Peek() ?? await views.ReadAsync(cancellationToken).WaitAsync(s_patience, time, cancellationToken);
        }
    }

    private static double Share() => LeastShare + ((1 - LeastShare) * Random.Shared.NextDouble());

    // False if the time is up, or if the instance is about to stop.
    private async Task<bool> WaitAsync(Task grown, TimeSpan left, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime?.ApplicationStopping ?? default);
        var first = await Task.WhenAny(grown, Task.Delay(left, time, ending.Token));
        await ending.CancelAsync();
        return first == grown;
    }

    private static bool TryCursor(string text, out ChangesCursor? since)
    {
        var isCursor = ChangesCursor.TryParse(text, out var cursor);
        since = cursor;
        return isCursor;
    }

    private static void Write(System.Text.Json.Utf8JsonWriter json, VerdictPage page)
    {
        json.WriteStartObject();
        json.WriteString("cursor", page.Next.ToString());
        json.WriteBoolean("more", page.More);
        json.WriteBoolean("snapshot", page.IsSnapshot);
        json.WriteStartArray("verdicts");
        foreach (var verdict in page.Verdicts)
        {
            StandingVerdictJson.WriteShort(json, verdict);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
