using Distill.Contracts;
using Distill.Functions.Batches;

namespace Distill.Functions.Storage;

/// <summary>
/// Keeps the hours that this instance wrote lately, with their ETags, so that the next batch needs no read. Whoever takes an hour has it alone until
/// it gives it back. After a failed write the hour is not given back, and so it is read again.
/// </summary>
/// <param name="capacity">The most calls to keep.</param>
public sealed class WindowCache(int capacity)
{
    private readonly LruCache<(Hour, HubPartition), Dictionary<AccountId, WindowRow>> _hours = new(capacity, keepOne: false);

    /// <summary>Takes the rows of an hour and hub partition out of the cache; null if they are not here.</summary>
    public Dictionary<AccountId, WindowRow>? Take(Hour hour, HubPartition partition) => _hours.Take((hour, partition));

    /// <summary>Puts rows back. The hours not used for longest make room.</summary>
    public void Give(Hour hour, HubPartition partition, Dictionary<AccountId, WindowRow> rows) =>
        _hours.Put((hour, partition), rows, rows.Values.Sum(row => (long)row.Window.Calls.Length));
}
