using Distill.Core.Newcomers;
using Distill.Core.Options;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Ingest;

/// <summary>
/// Keeps this instance's copy of the latest index of operators. It decides nothing: a copy that is a little old only makes a sighting come later,
/// because <c>NewcomerRun</c> looks through the open hours once for each new index. While the storage fails, the copy stays as it is.
/// </summary>
public sealed class OperatorCopy(OperatorTable table, NewcomerOptions options, TimeProvider time, ILogger<OperatorCopy> log) : IDisposable
{
    private readonly SemaphoreSlim _reading = new(1);
    private OperatorIndex? _index;
    private long _readAt;

    public void Dispose() => _reading.Dispose();

    /// <summary>The latest index; null if there is none, or if newcomers are not compared.</summary>
    public async ValueTask<OperatorIndex?> FindAsync(CancellationToken cancellationToken)
    {
        if (!options.Enabled)
        {
            return null;
        }

        // Others go on with the copy while one reads.
        if (IsOld() && await _reading.WaitAsync(0, cancellationToken))
        {
            try
            {
                await ReadAsync(cancellationToken);
            }
            finally
            {
                _reading.Release();
            }
        }

        return Volatile.Read(ref _index);
    }

    private bool IsOld() => Volatile.Read(ref _readAt) is var readAt && (readAt == 0 || time.GetElapsedTime(readAt) >= options.Refresh);

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        try
        {
            var latest = await table.FindLatestAsync(cancellationToken);
            if (latest is not { } hour)
            {
                Volatile.Write(ref _index, null);
            }
            else if (_index?.Hour != hour)
            {
                Volatile.Write(ref _index, await table.ReadAsync(hour, cancellationToken));
            }
        }
        catch (Exception e) when (StorageFault.IsTheirs(e))
        {
            log.OperatorsNotRead(e);
        }

        Volatile.Write(ref _readAt, began == 0 ? 1 : began);
    }
}
