using Distill.Contracts;

namespace Distill.Core.Windows;

/// <summary>Up to 1,024 accounts and their calls. A step that needs the calls of all accounts reads one shard at a time.</summary>
internal sealed class CallShard(CallFile file)
{
    /// <summary>Accounts in a shard. With 27 calls an account, a day of them takes some 4 MB.</summary>
    public const int Accounts = 1024;

    // Reads per account of the shard. Above this, it is faster to read the whole shard first.
    private const double WorthAScan = 1.0 / 16;

    private readonly CallStore _store = new(file);
    private readonly List<AccountHistory> _histories = [];

    public IReadOnlyList<AccountHistory> Histories => _histories;

    /// <summary>Makes the history of a new account.</summary>
    public AccountHistory Add(AccountId account, int index)
    {
        var history = new AccountHistory(account, _store, index);
        _histories.Add(history);
        return history;
    }

    /// <summary>Visits accounts of any shards, shard by shard, on all processors.</summary>
    /// <param name="looks">The visits. There may be many for one account.</param>
    /// <param name="accountOf">Returns the account whose calls a visit reads.</param>
    /// <param name="look">Makes one visit. Any thread may call it.</param>
    public static void VisitAll<T>(IEnumerable<T> looks, Func<T, AccountHistory> accountOf, Action<T> look) =>
        Parallel.ForEach(
            looks.ToLookup(l => accountOf(l).Store),
            Processors.All,
            shard =>
                Visit(
                    shard.Key,
                    shard.Count(),
                    () =>
                    {
                        foreach (var one in shard)
                        {
                            look(one);
                        }
                    }
                )
        );

    /// <summary>Visits accounts of the shard. By one thread at a time.</summary>
    /// <param name="looks">How many accounts will be looked at: for many, the calls are held in memory meanwhile.</param>
    /// <param name="visit">Looks at them.</param>
    public void Visit(int looks, Action visit) => Visit(_store, looks, visit);

    /// <summary>Visits all accounts of the shard, with the calls held in memory. By one thread at a time.</summary>
    public void Scan(Action visit) => _store.Scan(visit);

    /// <summary>Rewrites the calls when less than half of the bytes are live.</summary>
    public void Compact() =>
        _store.Compact(log =>
        {
            foreach (var history in _histories)
            {
                history.MoveTo(log);
            }
        });

    private static void Visit(CallStore store, int looks, Action visit)
    {
        if (looks > WorthAScan * Accounts)
        {
            store.Scan(visit);
        }
        else
        {
            visit();
        }
    }
}
