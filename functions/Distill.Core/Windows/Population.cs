using Distill.Core.Events;

namespace Distill.Core.Windows;

/// <summary>All accounts within the lookback: their windows, and what the account system says of them.</summary>
/// <remarks>An aggregate: windows and facts may come in any order, and again; those of one account and hour are merged.</remarks>
public sealed class Population
{
    private readonly Dictionary<AccountId, AccountHistory> _histories = [];

    /// <summary>Histories of all accounts that have a call within the lookback or a fact, in no order.</summary>
    public IReadOnlyCollection<AccountHistory> Histories => _histories.Values;

    /// <summary>Adds a window's calls; a window of the same account and hour is merged with it.</summary>
    public void Add(CallWindow window) => HistoryOf(window.Account).Add(window);

    public void Add(AccountRecord record) => HistoryOf(record.Account).Add(record);

    public void Add(BanRecord ban) => HistoryOf(ban.Account).Add(ban);

    /// <summary>Drops the windows of hours before <paramref name="hour"/>.</summary>
    public void DropBefore(Hour hour)
    {
        foreach (var history in _histories.Values)
        {
            history.DropBefore(hour);
        }
    }

    private AccountHistory HistoryOf(AccountId account)
    {
        if (!_histories.TryGetValue(account, out var history))
        {
            _histories.Add(account, history = new AccountHistory(account));
        }

        return history;
    }
}
