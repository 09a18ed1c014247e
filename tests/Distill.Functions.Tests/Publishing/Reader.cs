using Distill.Functions.Publishing;
using Distill.Functions.Tests.Api;

namespace Distill.Functions.Tests.Publishing;

/// <summary>Follows the changes page by page, on an instance that restarts now and then.</summary>
internal sealed class Reader(string store, Random random, int[] limits) : IAsyncDisposable
{
    private Instance _instance = new(store);
    private string? _cursor;

    public int Restarts { get; private set; }

    /// <summary>What it heard of each account, in order.</summary>
    public Dictionary<string, List<string>> Heard { get; } = [];

    /// <summary>How often it had to start again, because a snapshot took too long.</summary>
    public int Expired { get; private set; }

    public async Task RestartAsync(TimeSpan clock)
    {
        await _instance.DisposeAsync();
        _instance = new Instance(store);
        _instance.Time.Advance(clock);
        Restarts++;
    }

    public async Task ReadAsync(int pages)
    {
        for (var i = 0; i < pages; i++)
        {
            await PageAsync(limits[random.Next(limits.Length)]);
        }
    }

    /// <summary>Brings its instance up to date and reads to the end.</summary>
    public async Task SeeAsync()
    {
        await _instance.Get<ViewFollower>().ReadAsync(default);
        await CatchUpAsync();
    }

    public async Task CatchUpAsync()
    {
        while (await PageAsync(limits[^1])) { }
    }

    public ValueTask DisposeAsync() => _instance.DisposeAsync();

    private async Task<bool> PageAsync(int limit)
    {
        var path = $"verdicts/changes?limit={limit}{(_cursor is null ? "" : $"&since={_cursor}")}";
        var answer = await ApiCall.GetAsync(_instance, path);
        for (var attempt = 0; answer.Status == 503 && attempt < 10; attempt++)
        {
            answer = await ApiCall.GetAsync(_instance, path);
        }

        if (answer.Code == "cursor_expired")
        {
            (_cursor, Expired) = (null, Expired + 1);
            Heard.Clear();
            return true;
        }

        Assert.Equal(200, answer.Status);
        var page = answer.Json;
        _cursor = page.GetProperty("cursor").GetString();
        foreach (var verdict in page.GetProperty("verdicts").EnumerateArray())
        {
            var account = verdict.GetProperty("account").GetString()!;
            (Heard.TryGetValue(account, out var lines) ? lines : Heard[account] = []).Add(
                string.Join(' ', ((string[])["level", "score", "action", "firstFlaggedAt", "expires"]).Select(n => verdict.GetProperty(n).ToString()))
            );
        }

        return page.GetProperty("more").GetBoolean();
    }
}
