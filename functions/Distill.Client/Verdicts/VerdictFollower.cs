using System.Diagnostics;
using Distill.Client.Service;
using Microsoft.Extensions.Logging;

namespace Distill.Client.Verdicts;

/// <summary>Keeps a table in step with the service: the table's one writer.</summary>
internal sealed class VerdictFollower(ChangesFeed feed, VerdictCacheOptions options, TimeProvider clock, ILogger logger)
{
    // A service that does not wait is not asked without a pause.
    static readonly TimeSpan LeastRound = TimeSpan.FromSeconds(1);

    // The snapshot says when it was in step, so it is written now and then even when no verdict changes.
    const int QuietRounds = 10;

    readonly TaskCompletionSource firstInStep = new(TaskCreationOptions.RunContinuationsAsynchronously);
    string? cursor;
    bool inSnapshot;
    ushort generation;
    bool isInStep;
    bool isChanged;
    DateTimeOffset lastWritten;
    long inStepTicks;
    long received, unreadable;
    int snapshots;
    volatile string? fault;

    public VerdictTable Table { get; private set; } = new(HashKey.Random());

    public Task FirstInStep => firstInStep.Task;

    public DateTimeOffset? InStep => Volatile.Read(ref inStepTicks) is var ticks and > 0 ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public FeedStatus Status() => new()
    {
        Listed = Table.Count,
        InStep = InStep,
        Fault = fault,
        Received = Volatile.Read(ref received),
        Unreadable = Volatile.Read(ref unreadable),
        Snapshots = snapshots,
    };

    /// <summary>Begins from the snapshot file. One that can't be read is as good as none.</summary>
    public void Restore()
    {
        if (options.SnapshotPath is not { } path)
            return;
        try
        {
            if (SnapshotFile.Read(path) is not { } snapshot)
                return;
            (Table, cursor) = (snapshot.Table, snapshot.Cursor);
            // A clock that was set back must not make old verdicts look new.
            lastWritten = snapshot.InStep < clock.GetUtcNow() ? snapshot.InStep : DateTimeOffset.UnixEpoch;
            Volatile.Write(ref inStepTicks, lastWritten.UtcTicks);
            Log.SnapshotRead(logger, Table.Count, lastWritten);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Log.SnapshotUnreadable(logger, path, e);
        }
    }

    /// <summary>Follows until cancelled.</summary>
    public async Task RunAsync(Action onInStep, CancellationToken cancellation)
    {
        var retries = new Retries(options.MostRetryDelay);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(onInStep, cancellation).ConfigureAwait(false);
                if (fault is not null)
                    Log.ServiceBack(logger, Table.Count);
                fault = null;
                retries.Reset();
                continue;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // Whatever ails us or the caller's token source, the API tier goes on: it is told, and the staleness grows.
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (fault is null)
                    Log.ServiceAway(logger, e);
                fault = e.Message;
                // What was missed is asked for at once, not waited for.
                isInStep = false;
            }

            await Task.Delay(retries.Next(), clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Write(isLast: true);
    }

    async Task RoundAsync(Action onInStep, CancellationToken cancellation)
    {
        var asked = clock.GetUtcNow();
        var page = await feed.NextAsync(cursor, wait: isInStep, cancellation).ConfigureAwait(false);
        if (page is null)
        {
            Log.CursorExpired(logger);
            (cursor, inSnapshot, isInStep) = (null, false, false);
            return;
        }

        if (cursor is null)
        {
            generation++;
            snapshots++;
            inSnapshot = true;
        }

        // Changes follow the snapshot: what it did not list is gone by then.
        if (!page.IsSnapshot)
            EndSnapshot();
        var (applied, unread) = page.Apply(Table, generation);
        Count(applied, unread);
        cursor = page.Cursor;
        isInStep = !page.More;
        if (page.More)
            return;
        EndSnapshot();
        // As of the question: what was written during the answer may be in the next.
        Volatile.Write(ref inStepTicks, (asked - page.Age).UtcTicks);
        onInStep();
        firstInStep.TrySetResult();
        Write(isLast: false);
        if (applied + unread == 0 && clock.GetUtcNow() - asked < LeastRound)
            await Task.Delay(LeastRound, clock, cancellation).ConfigureAwait(false);
    }

    void EndSnapshot()
    {
        if (!inSnapshot)
            return;
        Table.Sweep(generation);
        inSnapshot = false;
        isChanged = true;
    }

    void Count(int applied, int unread)
    {
        isChanged |= applied > 0;
        received += applied + unread;
        unreadable += unread;
        if (unread > 0)
            Log.VerdictsUnreadable(logger, unread);
    }

    /// <summary>Writes the snapshot when it is due and the table is in step with the cursor.</summary>
    void Write(bool isLast)
    {
        if (options.SnapshotPath is not { } path || cursor is null || inSnapshot || InStep is not { } inStep)
            return;
        var age = inStep - lastWritten;
        if (isLast ? age <= TimeSpan.Zero : age < (isChanged ? options.SnapshotEvery : options.SnapshotEvery * QuietRounds))
            return;
        try
        {
            var started = Stopwatch.GetTimestamp();
            SnapshotFile.Write(path, Table, cursor, inStep);
            (lastWritten, isChanged) = (inStep, false);
            Log.SnapshotWritten(logger, Table.Count, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Tried again when the next one is due: a full disk fills the log once a minute, not once a page.
            lastWritten = inStep;
            Log.SnapshotUnwritable(logger, path, e);
        }
    }
}
