namespace Distill.LocalHost.EventHubs.Trigger;

/// <summary>Counts running batches, so that a stop can let them finish and begin no other.</summary>
internal sealed class RunningBatches : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isClosed;
    private int _running;

    public RunningBatches() => Stopping = _stopping.Token;

    /// <summary>Cancelled when no batch begins any more: what waits between two runs gives up.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>False when stopping. Each true needs an <see cref="End"/>.</summary>
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

    /// <summary>Lets no batch begin any more. The task ends with the last running one.</summary>
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
