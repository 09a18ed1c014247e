using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Publishing;

/// <summary>
/// Keeps this instance's view of all verdicts up to date. It reads them when it is first asked, and from then on looks for changes as long as the
/// instance lives. A view older than <see cref="VerdictOptions.MaxStaleness"/> answers only while the storage is away.
/// </summary>
public sealed class ViewFollower(ViewReader reader, DecisionPublisher decisions, VerdictOptions options, TimeProvider time, ILogger<ViewFollower> log)
    : IAsyncDisposable
{
    private readonly SemaphoreSlim _refreshing = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private Task? _following;
    private PublishedView? _view;
    private long _readAt;
    private bool _isAway;

    /// <summary>How long ago the view was known to be current.</summary>
    public TimeSpan Age => time.GetElapsedTime(Volatile.Read(ref _readAt));

    /// <summary>True once this instance has read all verdicts.</summary>
    public bool IsWarm => Volatile.Read(ref _view) is not null;

    /// <summary>The view if it is young enough, without waiting. Null while it is read for the first time, and when it is too old.</summary>
    public PublishedView? Peek()
    {
        var view = Volatile.Read(ref _view);
        if (view is null)
        {
            Start();
        }

        return view is not null && Age <= options.MaxStaleness ? view : null;
    }

    /// <summary>
    /// The view, updated first if it is too old. If the storage fails, or does not answer within <see cref="VerdictOptions.LookupPatience"/>, the
    /// view as it is; <see cref="Age"/> says how old. Until the storage is back nobody waits again. Null while it is read for the first time.
    /// </summary>
    public async ValueTask<PublishedView?> FindAsync(CancellationToken cancellationToken)
    {
        if (Peek() is { } young)
        {
            return young;
        }

        if (Volatile.Read(ref _view) is not { } known)
        {
            return null;
        }

        if (Volatile.Read(ref _isAway))
        {
            return known;
        }

        try
        {
            return await ReadAsync(cancellationToken).WaitAsync(options.LookupPatience, time, cancellationToken);
        }
        catch (Exception e) when (StorageFault.IsTheirs(e) || e is DamagedLedgerException)
        {
            log.AnswersOld(e, known.Ledger.Head.Revision, Age);
            Volatile.Write(ref _isAway, true);
            return known;
        }
    }

    /// <summary>The view as of now, however long that takes. If the caller stops waiting, what was read is kept.</summary>
    public Task<PublishedView> ReadAsync(CancellationToken cancellationToken)
    {
        Start();
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

    private async Task<PublishedView> InTurnAsync(long asked)
    {
        await _refreshing.WaitAsync(_stopping.Token);
        try
        {
            // A refresh that began after this call has read what this call wants.
            return _view is { } known && Volatile.Read(ref _readAt) > asked ? known : await RefreshAsync(_stopping.Token);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private async Task<PublishedView> RefreshAsync(CancellationToken cancellationToken)
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
        Volatile.Write(ref _isAway, false);
        return view;
    }

    private void Start()
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
                if (await decisions.SettleAsync(await ReadAsync(cancellationToken), cancellationToken))
                {
                    await ReadAsync(cancellationToken);
                }
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                // Follow on after any failure, or the view stays old for good. Callers who need a younger view see the failure themselves.
                log.NotFollowing(e, _view?.Ledger.Head.Revision ?? 0);
            }

            await Task.Delay(options.Refresh, time, cancellationToken);
        }
    }
}
