using System.Diagnostics;
using Distill.Client.Service;
using Microsoft.Extensions.Logging;

namespace Distill.Client.Verdicts;

/// <summary>Keeps a table in step with the service. It is the table's only writer.</summary>
internal sealed class VerdictFollower(ChangesFeed feed, VerdictCacheOptions options, TimeProvider clock, ILogger logger)
{
    // Pause at least this long between requests, even if the service answers at once.
    private static readonly TimeSpan s_leastRound = TimeSpan.FromSeconds(1);

    // After this many times SnapshotEvery, the snapshot is written even if no verdict changed: it records when the table was last in step.
    private const int QuietRounds = 10;

    private readonly TaskCompletionSource _firstInStep = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _cursor;
    private bool _inSnapshot;
    private ushort _generation;
    private bool _isInStep;
    private bool _isChanged;
    private DateTimeOffset _lastWritten;
    private long _inStepTicks;
    private long _received,
        _unreadable;
    private int _snapshots;
    private volatile string? _fault;

    public VerdictIndex Table { get; private set; } = new(HashKey.Random());

    public Task FirstInStep => _firstInStep.Task;

    public DateTimeOffset? InStep => Volatile.Read(ref _inStepTicks) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public FeedStatus Status() =>
        new()
        {
            Listed = Table.Count,
            InStep = InStep,
            Fault = _fault,
            Received = Volatile.Read(ref _received),
            Unreadable = Volatile.Read(ref _unreadable),
            Snapshots = _snapshots,
        };

    /// <summary>Loads the snapshot file. A file that can't be read is logged and ignored.</summary>
    public void Restore()
    {
        if (options.SnapshotPath is not { } path)
        {
            return;
        }

        try
        {
            if (SnapshotFile.Read(path) is not { } snapshot)
            {
                return;
            }

            (Table, _cursor) = (snapshot.Table, snapshot.Cursor);
            // A clock that was set back must not make old verdicts look new.
            _lastWritten = snapshot.InStep < clock.GetUtcNow() ? snapshot.InStep : DateTimeOffset.UnixEpoch;
            Volatile.Write(ref _inStepTicks, _lastWritten.UtcTicks);
            Log.SnapshotRead(logger, Table.Count, _lastWritten);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Log.SnapshotUnreadable(logger, path, e);
        }
    }

    /// <summary>Follows the changes feed until cancelled, then writes the snapshot.</summary>
    public async Task RunAsync(Action onInStep, CancellationToken cancellationToken)
    {
        var retries = new Retries(options.MostRetryDelay);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(onInStep, cancellationToken).ConfigureAwait(false);
                if (_fault is not null)
                {
                    Log.ServiceBack(logger, Table.Count);
                }

                _fault = null;
                retries.Reset();
                continue;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // Whatever ails us or the caller's token source, the API tier goes on: it is told, and the staleness grows.
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (_fault is null)
                {
                    Log.ServiceAway(logger, e);
                }

                _fault = e.Message;
                // Ask for the missed changes at once: the next request must not wait for news.
                _isInStep = false;
            }

            await Task.Delay(retries.Next(), clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Write(isLast: true);
    }

    private async Task RoundAsync(Action onInStep, CancellationToken cancellationToken)
    {
        var asked = clock.GetUtcNow();
        var page = await feed.NextAsync(_cursor, wait: _isInStep, cancellationToken).ConfigureAwait(false);
        if (page is null)
        {
            Log.CursorExpired(logger);
            (_cursor, _inSnapshot, _isInStep) = (null, false, false);
            return;
        }

        if (_cursor is null)
        {
            _generation++;
            _snapshots++;
            _inSnapshot = true;
        }

        // Changes come after the whole snapshot. So remove the accounts that the snapshot did not list.
        if (!page.IsSnapshot)
        {
            EndSnapshot();
        }

        var (applied, unread) = page.Apply(Table, _generation);
        Count(applied, unread);
        _cursor = page.Cursor;
        _isInStep = !page.More;
        if (page.More)
        {
            return;
        }

        EndSnapshot();
        // In step as of the request, not of the answer: a change made in between may come only with the next page.
        Volatile.Write(ref _inStepTicks, (asked - page.Age).UtcTicks);
        onInStep();
        _firstInStep.TrySetResult();
        Write(isLast: false);
        if (applied + unread == 0 && clock.GetUtcNow() - asked < s_leastRound)
        {
            await Task.Delay(s_leastRound, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private void EndSnapshot()
    {
        if (!_inSnapshot)
        {
            return;
        }

        Table.Sweep(_generation);
        _inSnapshot = false;
        _isChanged = true;
    }

    private void Count(int applied, int unread)
    {
        _isChanged |= applied > 0;
        _received += applied + unread;
        _unreadable += unread;
        if (unread > 0)
        {
            Log.VerdictsUnreadable(logger, unread);
        }
    }

    /// <summary>Writes the snapshot if it is due and the table is in step with the cursor.</summary>
    private void Write(bool isLast)
    {
        if (options.SnapshotPath is not { } path || _cursor is null || _inSnapshot || InStep is not { } inStep)
        {
            return;
        }

        var age = inStep - _lastWritten;
        if (isLast ? age <= TimeSpan.Zero : age < (_isChanged ? options.SnapshotEvery : options.SnapshotEvery * QuietRounds))
        {
            return;
        }

        try
        {
            var started = Stopwatch.GetTimestamp();
            SnapshotFile.Write(path, Table, _cursor, inStep);
            (_lastWritten, _isChanged) = (inStep, false);
            Log.SnapshotWritten(logger, Table.Count, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Try again only when the next snapshot is due. So a full disk is logged once a minute, not once a page.
            _lastWritten = inStep;
            Log.SnapshotUnwritable(logger, path, e);
        }
    }
}
