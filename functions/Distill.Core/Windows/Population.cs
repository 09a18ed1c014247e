using System.Collections.Concurrent;
using Distill.Contracts;
using Distill.Core.Events;

namespace Distill.Core.Windows;

/// <summary>All accounts within the lookback: their windows, and the facts about them.</summary>
/// <remarks>
/// Windows and facts may come in any order and more than once. Windows of one account and hour are merged. The packed calls are in a file, because
/// those of a million accounts do not fit in memory. One thread changes the population. Any number of threads may read while no thread changes it.
/// </remarks>
/// <param name="calls">The file for the calls. It is for this population alone, which closes it. Null to hold all calls in memory.</param>
/// <param name="inMemory">Bytes of calls, from the first on, that are held in memory instead of the file.</param>
public sealed class Population(IRandomAccess? calls, long inMemory = 0) : IDisposable
{
    private readonly CallFile _file = new(calls, (int)Math.Min(int.MaxValue, inMemory / CallFile.ExtentBytes));
    private readonly Dictionary<AccountId, AccountHistory> _histories = [];
    private readonly List<CallShard> _shards = [];

    /// <summary>Makes a population that holds all calls in memory.</summary>
    public Population()
        : this(null) { }

    /// <summary>Histories of all accounts that have a call within the lookback, or a fact, unordered.</summary>
    public IReadOnlyCollection<AccountHistory> Histories => _histories.Values;

    /// <summary>Visits the shards, of up to 1,024 histories each, on all processors. Each processor takes the next shard when it is done.</summary>
    internal void ForEachShard(Action<CallShard> visit) => Parallel.ForEach(Partitioner.Create(_shards, loadBalance: true), Processors.All, visit);

    /// <summary>The names of models, platforms and resellers in all calls.</summary>
    internal NameTable Names => _file.Names;

    /// <summary>Bytes that the packed calls take in memory and in the file together.</summary>
    public long CallBytes => (long)_file.Used * CallFile.ExtentBytes;

    /// <summary>Adds a window. A window of the same account and hour is merged with it.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public void Add(CallWindow window)
    {
        var history = HistoryOf(window.Account);
        history.Add(window);
        _shards[history.Index / CallShard.Accounts].Compact();
    }

    /// <summary>Adds a fact. It counts once, however often it comes.</summary>
    public void Add(IAccountFact fact)
    {
        switch (fact)
        {
            case AccountRecord record:
                HistoryOf(record.Account).Add(record);
                break;
            case BanRecord ban:
                HistoryOf(ban.Account).Add(ban);
                break;
            case RefusalRecord refusal:
                Refusals.Add(refusal);
                break;
            case VerificationRecord verification:
                Verifications.Add(verification);
                break;
            case AttestationRecord attestation:
                Attestations.Add(attestation);
                break;
            default:
                throw new ArgumentException($"{fact.GetType().Name} is unknown.", nameof(fact));
        }
    }

    /// <summary>An account's history. Null when the account has neither a call within the lookback nor a fact.</summary>
    internal AccountHistory? Find(AccountId account) => _histories.GetValueOrDefault(account);

    /// <summary>When accounts were refused. No signal looks at it.</summary>
    internal RefusedDays Refusals { get; } = new();

    /// <summary>How customers' verifications went. No signal looks at it.</summary>
    internal VerifiedAccounts Verifications { get; } = new();

    /// <summary>What resellers attest of accounts. No signal looks at it.</summary>
    internal AttestedAccounts Attestations { get; } = new();

    /// <summary>Closes the file. Do not read calls afterwards.</summary>
    public void Dispose() => _file.Dispose();

    /// <summary>Drops the windows of the hours before <paramref name="hour"/>.</summary>
    public void DropBefore(Hour hour)
    {
        foreach (var shard in _shards)
        {
            foreach (var history in shard.Histories)
            {
                history.DropBefore(hour);
            }

            shard.Compact();
        }
    }

    private AccountHistory HistoryOf(AccountId account)
    {
        if (!_histories.TryGetValue(account, out var history))
        {
            // Histories fill the shards one after another.
            var index = _histories.Count;
            if (index == _shards.Count * CallShard.Accounts)
            {
                _shards.Add(new CallShard(_file));
            }

            _histories.Add(account, history = _shards[^1].Add(account, index));
        }

        return history;
    }
}
