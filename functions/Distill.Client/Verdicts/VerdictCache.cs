using Distill.Client.Service;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Distill.Client.Verdicts;

/// <summary>
/// The service's verdicts, in this process: a lookup asks nobody, takes no lock and allocates nothing. Thread-safe; make one and keep it.
/// </summary>
/// <remarks>
/// After <see cref="Start"/> the changes feed is followed in the background. While the service is away, the cache answers from what it knows and says how
/// old that is; <see cref="VerdictCacheOptions.WhenStale"/> decides what that means.
/// </remarks>
public sealed class VerdictCache : IAsyncDisposable
{
    // Verdicts end to the second. A lookup does not read the clock: that takes as long as all the rest of it.
    static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    readonly VerdictCacheOptions options;
    readonly TimeProvider clock;
    readonly ServiceConnection service;
    readonly VerdictFollower follower;
    readonly ITimer ticker;
    readonly CancellationTokenSource closing = new();
    Task following = Task.CompletedTask;
    int started;
    volatile bool isStale = true;
    volatile uint now;

    /// <param name="service">Where verdicts come from.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="clock">Null for the system's.</param>
    /// <param name="logger">Told when the service goes away and comes back. Null for none.</param>
    /// <exception cref="ArgumentException">Options are wrong: all that are, at once.</exception>
    public VerdictCache(ServiceOptions service, VerdictCacheOptions? options = null, TimeProvider? clock = null, ILogger<VerdictCache>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(service);
        this.options = options ?? new();
        string[] wrong = [.. service.Errors(), .. this.options.Errors()];
        if (wrong.Length > 0)
            throw new ArgumentException($"The verdict cache's options are wrong. {string.Join(' ', wrong)}");
        this.clock = clock ?? TimeProvider.System;
        this.service = new(service);
        follower = new(new(this.service, this.options, this.clock), this.options, this.clock, logger ?? NullLogger<VerdictCache>.Instance);
        ReadClock();
        ticker = this.clock.CreateTimer(_ => ReadClock(), null, Tick, Tick);
    }

    /// <summary>How old the cache's knowledge is, and what ails it.</summary>
    public FeedStatus Status => follower.Status() with { IsStale = Staleness > options.StaleAfter, Staleness = Staleness };

    /// <summary>How long ago the cache last knew all that the service knew; <see cref="TimeSpan.MaxValue"/> when it never did.</summary>
    public TimeSpan Staleness => follower.InStep is { } inStep
        ? TimeSpan.FromTicks(Math.Max(0, (clock.GetUtcNow() - inStep).Ticks))
        : TimeSpan.MaxValue;

    /// <summary>Bytes of the table that verdicts are looked up in.</summary>
    public long TableBytes => follower.Table.Bytes;

    /// <summary>Reads the snapshot file, if there is one, and begins to follow the service.</summary>
    public void Start()
    {
        ObjectDisposedException.ThrowIf(closing.IsCancellationRequested, this);
        if (Interlocked.Exchange(ref started, 1) != 0)
            return;
        follower.Restore();
        ReadClock();
        following = Task.Run(() => follower.RunAsync(ReadClock, closing.Token));
    }

    /// <summary>Waits until the cache has been in step with the service once since its start; gives false when <paramref name="patience"/> ran out.</summary>
    public async Task<bool> WaitUntilInStepAsync(TimeSpan patience, CancellationToken cancellation = default)
    {
        try
        {
            await follower.FirstInStep.WaitAsync(patience, clock, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>What is known of an account.</summary>
    public CachedVerdict Find(string account) => Find(account.AsSpan());

    /// <summary>What is known of an account.</summary>
    public CachedVerdict Find(ReadOnlySpan<char> account)
    {
        var stale = isStale;
        var table = follower.Table;
        return table.TryFind(account, out var packed) && !packed.HasExpired(now)
            ? new(packed, table.Clusters[packed.Cluster], stale && options.WhenStale == StalePolicy.FailOpen, stale)
            : new(stale, stale && options.WhenStale == StalePolicy.FailClosed);
    }

    /// <summary>Stops following and writes the snapshot.</summary>
    public async ValueTask DisposeAsync()
    {
        if (closing.IsCancellationRequested)
            return;
        await closing.CancelAsync().ConfigureAwait(false);
        await following.ConfigureAwait(false);
        await ticker.DisposeAsync().ConfigureAwait(false);
        service.Dispose();
        closing.Dispose();
    }

    void ReadClock()
    {
        now = (uint)clock.GetUtcNow().ToUnixTimeSeconds();
        isStale = Staleness > options.StaleAfter;
    }
}
