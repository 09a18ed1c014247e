using Distill.Client.Service;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Distill.Client.Verdicts;

/// <summary>
/// The service's verdicts, in this process. A lookup makes no request, takes no lock and allocates nothing. Thread-safe; make one and keep it.
/// </summary>
/// <remarks>
/// After <see cref="Start"/> it follows the changes feed in the background. While the service is away, the cache answers from what it knows and
/// tells how old that is. <see cref="VerdictCacheOptions.WhenStale"/> decides how it answers once that is too old.
/// </remarks>
public sealed class VerdictCache : IAsyncDisposable
{
    // How often the clock is read. Verdicts expire to the second, so this is enough. To read the clock in a lookup would double its time.
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);

    private readonly VerdictCacheOptions _options;
    private readonly TimeProvider _clock;
    private readonly ServiceConnection _service;
    private readonly VerdictFollower _follower;
    private readonly ITimer _ticker;
    private readonly CancellationTokenSource _closing = new();
    private Task _following = Task.CompletedTask;
    private int _started;
    private volatile bool _isStale = true;
    private volatile uint _now;

    /// <param name="service">The service that gives the verdicts.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="clock">Null for the system's clock.</param>
    /// <param name="logger">Logs when the service goes away and comes back. Null for none.</param>
    /// <exception cref="ArgumentException">Options are wrong. The message names all that are wrong.</exception>
    public VerdictCache(ServiceOptions service, VerdictCacheOptions? options = null, TimeProvider? clock = null, ILogger<VerdictCache>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(service);
        this._options = options ?? new();
        string[] wrong = [.. service.Errors(), .. this._options.Errors()];
        if (wrong.Length > 0)
        {
            throw new ArgumentException($"The verdict cache's options are wrong. {string.Join(' ', wrong)}");
        }

        this._clock = clock ?? TimeProvider.System;
        this._service = new(service);
        _follower = new(new(this._service, this._options, this._clock), this._options, this._clock, logger ?? NullLogger<VerdictCache>.Instance);
        ReadClock();
        _ticker = this._clock.CreateTimer(_ => ReadClock(), null, s_tick, s_tick);
    }

    /// <summary>How old the cache's knowledge is, and the last failure if there is one.</summary>
    public FeedStatus Status => _follower.Status() with { IsStale = Staleness > _options.StaleAfter, Staleness = Staleness };

    /// <summary>The time since the cache last knew all that the service knew; <see cref="TimeSpan.MaxValue"/> if it never did.</summary>
    public TimeSpan Staleness =>
        _follower.InStep is { } inStep ? TimeSpan.FromTicks(Math.Max(0, (_clock.GetUtcNow() - inStep).Ticks)) : TimeSpan.MaxValue;

    /// <summary>The bytes that the table of verdicts uses.</summary>
    public long TableBytes => _follower.Table.Bytes;

    /// <summary>Reads the snapshot file, if there is one, and starts to follow the service.</summary>
    public void Start()
    {
        ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            return;
        }

        _follower.Restore();
        ReadClock();
        _following = Task.Run(() => _follower.RunAsync(ReadClock, _closing.Token));
    }

    /// <summary>
    /// Waits until the cache has been in step with the service once since its start. Returns false if <paramref name="patience"/> runs out first.
    /// </summary>
    public async Task<bool> WaitUntilInStepAsync(TimeSpan patience, CancellationToken cancellationToken = default)
    {
        try
        {
            await _follower.FirstInStep.WaitAsync(patience, _clock, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Returns what is known of an account.</summary>
    public CachedVerdict Find(string account) => Find(account.AsSpan());

    /// <summary>Returns what is known of an account.</summary>
    public CachedVerdict Find(ReadOnlySpan<char> account)
    {
        var stale = _isStale;
        var table = _follower.Table;
        return table.TryFind(account, out var packed) && !packed.HasExpired(_now)
            ? new(packed, table.Clusters[packed.Cluster], stale && _options.WhenStale == StalePolicy.FailOpen, stale)
            : new(stale, stale && _options.WhenStale == StalePolicy.FailClosed);
    }

    /// <summary>Stops following and writes the snapshot.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested)
        {
            return;
        }

        await _closing.CancelAsync().ConfigureAwait(false);
        await _following.ConfigureAwait(false);
        await _ticker.DisposeAsync().ConfigureAwait(false);
        _service.Dispose();
        _closing.Dispose();
    }

    private void ReadClock()
    {
        _now = (uint)_clock.GetUtcNow().ToUnixTimeSeconds();
        _isStale = Staleness > _options.StaleAfter;
    }
}
