using Distill.Core.Events;

namespace Distill.Core.Windows;

/// <summary>One account's windows within the lookback, and its facts.</summary>
public sealed class AccountHistory(AccountId account)
{
    private readonly SortedDictionary<Hour, CallWindow> _windows = [];
    private readonly List<AccountRecord> _records = [];
    private readonly List<BanRecord> _bans = [];

    public AccountId Account => account;

    /// <summary>Grows with every change: what was derived from an older revision is stale.</summary>
    public int Revision { get; private set; }

    /// <summary>Windows in order of time.</summary>
    public IReadOnlyCollection<CallWindow> Windows => _windows.Values;

    public void Add(CallWindow window)
    {
        Revision++;
        if (!_windows.TryGetValue(window.Hour, out var own))
        {
            _windows.Add(window.Hour, own = new CallWindow(account, window.Hour));
        }

        own.Merge(window);
    }

    public void Add(AccountRecord record)
    {
        if (!_records.Contains(record))
        {
            Revision++;
            _records.Add(record);
        }
    }

    public void Add(BanRecord ban)
    {
        if (!_bans.Contains(ban))
        {
            Revision++;
            _bans.Add(ban);
        }
    }

    /// <summary>Drops the windows of hours before <paramref name="hour"/>.</summary>
    public void DropBefore(Hour hour)
    {
        while (_windows.Count > 0 && _windows.First().Key < hour)
        {
            Revision++;
            _windows.Remove(_windows.First().Key);
        }
    }

    /// <summary>The latest record that was known at <paramref name="time"/>; of two at one instant, the one that prints last.</summary>
    public AccountRecord? RecordAt(DateTimeOffset time)
    {
        AccountRecord? last = null;
        foreach (var record in _records)
        {
            if (record.Time <= time && (last is null || record.Time > last.Time
                || (record.Time == last.Time && string.CompareOrdinal(record.ToString(), last.ToString()) > 0)))
            {
                last = record;
            }
        }

        return last;
    }

    /// <summary>True when the last ban known at <paramref name="time"/> was not lifted.</summary>
    public bool IsBannedAt(DateTimeOffset time) => BannedAt(time) is not null;

    /// <summary>The time of that ban; null when there is none.</summary>
    public DateTimeOffset? BannedAt(DateTimeOffset time) => BanAt(time) is { Lifted: false } ban ? ban.Time : null;

    /// <summary>The last ban or lifting known at <paramref name="time"/>; at one instant a lifting comes last.</summary>
    public BanRecord? BanAt(DateTimeOffset time) => _bans
        .Where(b => b.Time <= time)
        .OrderBy(b => b.Time).ThenBy(b => b.Lifted)
        .LastOrDefault();
}
