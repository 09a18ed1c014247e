namespace Distill.LocalHost.EventHubs.Trigger;

/// <summary>Counts running batches, so that a stop can let them finish and start no others.</summary>
internal sealed class RunningBatches : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isClosed;
    private int _running;

    public RunningBatches() => Stopping = _stopping.Token;

    /// <summary>Cancelled when no new batch may start. A batch that waits between two runs then gives up.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Counts a new batch. Returns false when stopping. After each true, call <see cref="End"/>.</summary>
    public bool TryBegin()
    {
        lock (_lock)
        {
            _running += _isClosed ? 0 : 1;
            return !_isClosed;
        }
    }

    public void End()
    {
        lock (_lock)
        {
            _running--;
            if (_isClosed && _running == 0)
            {
                _drained.TrySetResult();
            }
        }
    }

    /// <summary>Lets no new batch start. The task completes when the last running one has ended.</summary>
    public async Task DrainAsync()
    {
        lock (_lock)
        {
            _isClosed = true;
            if (_running == 0)
            {
                _drained.TrySetResult();
            }
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _drained.Task.ConfigureAwait(false);
    }

    public void Dispose() => _stopping.Dispose();
}
