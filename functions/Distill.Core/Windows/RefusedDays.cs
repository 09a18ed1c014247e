using Distill.Contracts;
using Distill.Core.Events;

namespace Distill.Core.Windows;

/// <summary>On which days accounts were refused. Refusals may come in any order and more than once.</summary>
internal sealed class RefusedDays
{
    private readonly Dictionary<AccountId, SortedSet<int>> _days = [];

    public void Add(RefusalRecord refusal)
    {
        if (!_days.TryGetValue(refusal.Account, out var days))
        {
            _days.Add(refusal.Account, days = []);
        }

        days.Add(refusal.Day);
    }

    /// <summary>How many accounts were refused on each day of a range, the last included. Days without any are left out.</summary>
    public IEnumerable<KeyValuePair<int, int>> CountAccounts(int first, int last) =>
        _days.Values.SelectMany(days => days.GetViewBetween(first, last)).CountBy(day => day);

    /// <summary>The last day before <paramref name="day"/> on which the account was refused. Null when there is none.</summary>
    /// <remarks>A refusal says only its day. So a run of the same day must not see it, or a late run would know more than a timely one.</remarks>
    public int? LastBefore(AccountId account, int day) =>
        _days.TryGetValue(account, out var days) && days.GetViewBetween(int.MinValue, day - 1) is { Count: > 0 } before ? before.Max : null;
}
