using System.Text.Json;

namespace Distill.Benchmarks.Http;

/// <summary>Readers of the changes that wait for the next one, each on a connection of its own.</summary>
internal sealed class LongPolls : IAsyncDisposable
{
    private const int WaitSeconds = 30;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly HttpClient _client;
    private readonly Task _polls;
    private int _asked;

    private LongPolls(HttpClient client, string cursor, int count)
    {
        _client = client;
        _polls = Task.WhenAll(Enumerable.Range(0, count).Select(_ => FollowAsync(cursor, _stopping.Token)));
    }

    /// <summary>Starts readers that have caught up, and returns when all of them have asked for what comes next.</summary>
    public static async Task<LongPolls> StartAsync(Uri server, int count)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = int.MaxValue }) { BaseAddress = server };
        var (cursor, more) = ("", true);
        while (more)
        {
            (cursor, more) = await AskAsync(client, cursor.Length == 0 ? "limit=10000" : $"limit=10000&since={cursor}", default);
        }

        var polls = new LongPolls(client, cursor, count);
        while (Volatile.Read(ref polls._asked) < count)
        {
            await Task.Delay(s_pause);
        }

        await Task.Delay(s_pause);
        return polls;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _polls.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _client.Dispose();
        _stopping.Dispose();
    }

    private async Task FollowAsync(string cursor, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var asked = AskAsync(_client, $"since={cursor}&wait={WaitSeconds}", cancellationToken);
            Interlocked.Increment(ref _asked);
            (cursor, _) = await asked;
        }
    }

    private static async Task<(string Cursor, bool More)> AskAsync(HttpClient client, string query, CancellationToken cancellationToken)
    {
        using var page = JsonDocument.Parse(await client.GetStringAsync($"api/v1/verdicts/changes?{query}", cancellationToken));
        return (page.RootElement.GetProperty("cursor").GetString()!, page.RootElement.GetProperty("more").GetBoolean());
    }
}
