namespace Distill.EndToEnd.Tests.Chaos;

/// <summary>
/// Decides which requests to storage fail and how, by a seed: the n-th request meets the same fault whenever it comes. Some faults come alone; some
/// come in bursts that outlast the retries of the storage client, so that the app itself must try again.
/// </summary>
internal sealed class StorageFaults(int seed, double share)
{
    private const double BurstShare = 0.06;
    private const int LeastBurst = 8;
    private const int MostBurst = 40;

    private static readonly StorageFault[] s_kinds = [.. Enum.GetValues<StorageFault>().Where(kind => kind != StorageFault.None)];

    private readonly Lock _lock = new();
    private readonly Random _random = new(seed);
    private readonly Dictionary<StorageFault, long> _counts = s_kinds.ToDictionary(kind => kind, _ => 0L);
    private readonly List<(long Request, TaskCompletionSource Reached)> _awaited = [];
    private long _requests;
    private StorageFault _burst;
    private int _burstLeft;

    /// <summary>Off: every request is served.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How often each fault happened.</summary>
    public IReadOnlyDictionary<StorageFault, long> Counts
    {
        get
        {
            lock (_lock)
            {
                return new Dictionary<StorageFault, long>(_counts);
            }
        }
    }

    /// <summary>Counts a request and says what goes wrong with it.</summary>
    public StorageFault Next()
    {
        lock (_lock)
        {
            _requests++;
            foreach (var (_, reached) in _awaited.Where(a => a.Request <= _requests))
            {
                reached.TrySetResult();
            }

            _awaited.RemoveAll(a => a.Request <= _requests);
            var fault = Draw();
            if (fault == StorageFault.None || !Enabled)
            {
                return StorageFault.None;
            }

            _counts[fault]++;
            return fault;
        }
    }

    /// <summary>Waits for so many more requests: a moment in the work that is the same on fast and slow machines.</summary>
    public Task MoreRequestsAsync(int count, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((_requests + count, reached));
            return reached.Task.WaitAsync(cancellationToken);
        }
    }

    private StorageFault Draw()
    {
        if (_burstLeft > 0)
        {
            _burstLeft--;
            return _burst;
        }

        if (_random.NextDouble() >= share)
        {
            return StorageFault.None;
        }

        var kind = s_kinds[_random.Next(s_kinds.Length)];
        if (_random.NextDouble() < BurstShare)
        {
            (_burst, _burstLeft) = (kind, _random.Next(LeastBurst, MostBurst));
        }

        return kind;
    }
}
