using Distill.Contracts;

namespace Distill.Core.Windows;

/// <summary>Some thousand accounts and their calls. What must be seen as a whole is seen a shard at a time.</summary>
internal sealed class CallShard(CallFile file)
{
    /// <summary>Accounts to a shard: a day of them, 27 calls each, is some 4 MB.</summary>
    public const int Accounts = 1024;

    // Share of a shard's accounts from which it is worth while to read the shard as a whole.
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

    /// <summary>Goes through looks at accounts of any shards, shard by shard, on all processors.</summary>
    /// <param name="looks">May be many at one account.</param>
    /// <param name="accountOf">Whose calls are looked at.</param>
    /// <param name="look">One look, by any thread.</param>
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
