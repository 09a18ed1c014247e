using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Distill.Client.Tests;

/// <summary>A row of the changes feed.</summary>
internal sealed record FedVerdict(
    string Account,
    string Level,
    int Score,
    string Action,
    string? Cluster = null,
    DateTimeOffset? FirstFlaggedAt = null,
    DateTimeOffset? Expires = null,
    bool Simulated = false
);

/// <summary>
/// The contract of the service's API in memory, on a free port of this machine: the changes feed with its cursors, and events. A cursor is the epoch,
/// the position in the log, and in a snapshot the position in it.
/// </summary>
internal sealed class FakeService : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<FedVerdict> _log = [];
    private readonly int _port;
    private TaskCompletionSource _news = new();
    private FedVerdict[] _snapshot = [];
    private WebApplication? _app;
    private int _epoch;

    private FakeService(WebApplication app) => (_app, _port) = (app, new Uri(app.Urls.Single()).Port);

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}"));

    /// <summary>What was asked, newest last: the query of each request for changes.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    /// <summary>The keys that came with the requests.</summary>
    public ConcurrentQueue<string?> Keys { get; } = [];

    /// <summary>Bodies of POST events.</summary>
    public ConcurrentQueue<string> Events { get; } = [];

    /// <summary>When set, what is answered to everything in place of the truth.</summary>
    public Func<HttpContext, IResult?>? Instead { get; set; }

    public static async Task<FakeService> StartAsync()
    {
        FakeService? service = null;
        var app = await ListenAsync(0, () => service!);
        return service = new(app);
    }

    public void Write(params ReadOnlySpan<FedVerdict> verdicts)
    {
        TaskCompletionSource told;
        lock (_gate)
        {
            _log.AddRange(verdicts);
            (told, _news) = (_news, new());
        }

        told.TrySetResult();
    }

    /// <summary>No earlier cursor is known any more.</summary>
    public void ExpireCursors()
    {
        lock (_gate)
        {
            _epoch++;
        }
    }

    public async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _app, null) is { } app)
        {
            using var now = new CancellationTokenSource(0);
            await app.StopAsync(now.Token);
            await app.DisposeAsync();
        }
    }

    /// <summary>Comes back at the address that it had.</summary>
    public async Task RestartAsync() => _app = await ListenAsync(_port, () => this);

    public async ValueTask DisposeAsync() => await StopAsync();

    private static async Task<WebApplication> ListenAsync(int port, Func<FakeService> service)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        var app = builder.Build();
        app.MapGet(
            "/api/v1/verdicts/changes",
            (HttpContext context, string? since, int limit, int? wait) => service().ChangesAsync(context, since, limit, wait ?? 0)
        );
        app.MapPost("/api/v1/events", (Delegate)(Func<HttpContext, Task<IResult>>)(context => service().TakeAsync(context)));
        await app.StartAsync();
        return app;
    }

    private async Task<IResult> ChangesAsync(HttpContext context, string? since, int limit, int wait)
    {
        Asked.Enqueue(context.Request.QueryString.Value!);
        Keys.Enqueue(context.Request.Headers["x-functions-key"]);
        if (Instead?.Invoke(context) is { } instead)
        {
            return instead;
        }

        var end = DateTime.UtcNow.AddSeconds(wait);
        while (true)
        {
            Task news;
            lock (_gate)
            {
                var (answer, isEmpty) = Page(since, limit);
                if (!isEmpty || DateTime.UtcNow >= end)
                {
                    return answer;
                }

                news = _news.Task;
            }

            var left = end - DateTime.UtcNow;
            await Task.WhenAny(news, Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, context.RequestAborted));
            if (context.RequestAborted.IsCancellationRequested)
            {
                return Results.Empty;
            }
        }
    }

    private (IResult Answer, bool IsEmpty) Page(string? since, int limit)
    {
        if (since is null)
        {
            _snapshot =
            [
                .. _log.GroupBy(v => v.Account)
                    .Select(g => g.Last())
                    .Where(v => v.Action != "allow" || v.Level is "watch" or "suspect" or "confirmed"),
            ];
            return (Snapshot(_log.Count, 0, limit), false);
        }

        var parts = since.Split('.');
        if (parts.Length != 3)
        {
            return (Problem(400, "bad_cursor"), false);
        }

        var (epoch, position, inSnapshot) = (Number(parts[0]), Number(parts[1]), Number(parts[2]));
        if (epoch != _epoch)
        {
            return (Problem(410, "cursor_expired"), false);
        }

        if (inSnapshot >= 0)
        {
            return (Snapshot(position, inSnapshot, limit), false);
        }

        FedVerdict[] changes = [.. _log.Skip(position).Take(limit)];
        return (Answer(position + changes.Length, -1, position + changes.Length < _log.Count, snapshot: false, changes), changes.Length == 0);
    }

    private IResult Snapshot(int position, int from, int limit)
    {
        FedVerdict[] page = [.. _snapshot.Skip(from).Take(limit)];
        var more = from + page.Length < _snapshot.Length;
        return Answer(position, more ? from + page.Length : -1, more, snapshot: true, page);
    }

    private IResult Answer(int position, int inSnapshot, bool more, bool snapshot, FedVerdict[] verdicts) =>
        Results.Json(
            new
            {
                cursor = string.Create(CultureInfo.InvariantCulture, $"{_epoch}.{position}.{inSnapshot}"),
                more,
                snapshot,
                verdicts,
            }
        );

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        if (Instead?.Invoke(context) is { } instead)
        {
            return instead;
        }

        Events.Enqueue(body);
        using var array = JsonDocument.Parse(body);
        var rejected = array
            .RootElement.EnumerateArray()
            .Select((one, index) => (one, index))
            .Where(e => e.one.TryGetProperty("model", out var model) && model.GetString() == "rejected")
            .Select(e => new { e.index, reason = "bad_field" })
            .ToArray();
        return Results.Json(new { accepted = array.RootElement.GetArrayLength() - rejected.Length, rejected }, statusCode: 202);
    }

    private static IResult Problem(int status, string code) =>
        Results.Problem(statusCode: status, title: code, extensions: new Dictionary<string, object?> { ["code"] = code });

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
