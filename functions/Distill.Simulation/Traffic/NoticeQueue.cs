using Distill.Simulation.Population;

namespace Distill.Simulation.Traffic;

/// <summary>
/// The notices to come, in order of time. Accounts that existed before the scenario come first, with their own dates. Notices after the scenario's
/// end are left out.
/// </summary>
internal sealed class NoticeQueue
{
    private static readonly Comparer<Notice> s_order = Comparer<Notice>.Create(
        static (a, b) => a.At != b.At ? a.At.CompareTo(b.At) : (a.Account, a.Kind).CompareTo((b.Account, b.Kind))
    );

    private readonly IReadOnlyList<Account> _accounts;
    private readonly long _length;
    private readonly PriorityQueue<Notice, Notice> _queue;

    /// <param name="accounts">All accounts by their numbers. More may come later.</param>
    /// <param name="length">The scenario's length.</param>
    public NoticeQueue(IReadOnlyList<Account> accounts, long length)
    {
        (_accounts, _length) = (accounts, length);
        _queue = new(accounts.SelectMany(Of).Select(notice => (notice, notice)), s_order);
    }

    /// <summary>Adds the notices of an account that came later.</summary>
    public void Join(Account account)
    {
        foreach (var notice in Of(account))
        {
            _queue.Enqueue(notice, notice);
        }
    }

    /// <summary>Adds the refusals of an account that was known before.</summary>
    public void Refuse(Account account) => Add(new(account.BannedAt, account.Number, NoticeKind.Refused));

    /// <summary>Takes the next notice that comes not later than a time. False if there is none.</summary>
    public bool TryTake(long until, out Notice notice)
    {
        if (!_queue.TryPeek(out notice, out _) || notice.At > until)
        {
            return false;
        }

        _queue.Dequeue();
        if (notice.Kind == NoticeKind.Refused)
        {
            Add(notice with { At = Notice.NextTry(notice.At, _accounts[notice.Account].BannedAt) });
        }

        return true;
    }

    private IEnumerable<Notice> Of(Account account)
    {
        if (account.Created >= _length)
        {
            yield break;
        }

        yield return new(account.Created, account.Number, NoticeKind.Created);
        if (account.BannedAt < _length)
        {
            yield return new(account.BannedAt, account.Number, account.IsRefused ? NoticeKind.Refused : NoticeKind.Banned);
        }
    }

    private void Add(Notice notice)
    {
        if (notice.At < _length)
        {
            _queue.Enqueue(notice, notice);
        }
    }
}
