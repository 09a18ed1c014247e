using Distill.Functions.Settings;

namespace Distill.Functions.Publishing;

/// <summary>
/// This instance's view of all verdicts. It begins to read them when it is first asked, and then looks for changes as long as the instance lives;
/// whatever is answered from it is no older than <see cref="VerdictOptions.MaxStaleness"/>.
/// </summary>
public sealed class VerdictView(ViewReader reader, VerdictOptions options, TimeProvider time, ILogger<VerdictView> log) : IAsyncDisposable
{
    private readonly SemaphoreSlim _refreshing = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private Task? _following;
    private View? _view;
    private long _readAt;

    /// <summary>How long ago the view was known to be current.</summary>
    public TimeSpan Age => time.GetElapsedTime(Volatile.Read(ref _readAt));

    /// <summary>Called by the follower each time it has looked: what is to be done in turn with it.</summary>
    public Func<View, CancellationToken, Task>? Followed { get; set; }

    /// <summary>The view if it is young enough, without waiting; null while it is being read, and when it has to be again.</summary>
    public View? Peek()
    {
        var view = Volatile.Read(ref _view);
        if (view is null)
        {
            Follow();
        }

        return view is not null && Age <= options.MaxStaleness ? view : null;
    }

    /// <summary>The view, brought up to date where it is too old; null while it is being read for the first time.</summary>
    public async ValueTask<View?> FindAsync(CancellationToken cancellationToken) =>
        Peek() ?? (Volatile.Read(ref _view) is null ? null : await ReadAsync(cancellationToken));

    /// <summary>The view as of now, however long that takes; what is read is kept when the caller does not wait for it.</summary>
    public Task<View> ReadAsync(CancellationToken cancellationToken)
    {
        Follow();
        return InTurnAsync(time.GetTimestamp()).WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Task? following;
        lock (_lock)
        {
            following = _following;
        }

        if (following is not null)
        {
            await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _stopping.Dispose();
        _refreshing.Dispose();
    }

    private async Task<View> InTurnAsync(long asked)
    {
        await _refreshing.WaitAsync(_stopping.Token);
        try
        {
            // One that began after we asked has read what we want.
            return _view is { } known && Volatile.Read(ref _readAt) > asked ? known : await RefreshAsync(_stopping.Token);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private async Task<View> RefreshAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var view = _view is { } known ? await reader.FollowAsync(known, cancellationToken) : null;
        if (view is null)
        {
            view = await reader.LoadAsync(cancellationToken);
            log.Following(view.Ledger.Head.Revision, view.Verdicts.Count, time.GetElapsedTime(began));
            var replaced = _view;
            Volatile.Write(ref _view, view);
            replaced?.Announce();
        }

        Volatile.Write(ref _readAt, began);
        return view;
    }

    private void Follow()
    {
        lock (_lock)
        {
            _following ??= _stopping.IsCancellationRequested ? Task.CompletedTask : Task.Run(() => FollowAsync(_stopping.Token));
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var view = await ReadAsync(cancellationToken);
                if (Followed is { } followed)
                {
                    await followed(view, cancellationToken);
                }
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // Whatever it is: who asks of a view that is too old hears of it, and one that nobody follows would be old for good.
                log.NotFollowing(e, _view?.Ledger.Head.Revision ?? 0);
            }

            await Task.Delay(options.Refresh, time, cancellationToken);
        }
    }
}
