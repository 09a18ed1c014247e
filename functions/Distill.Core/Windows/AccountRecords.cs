using Distill.Core.Events;

namespace Distill.Core.Windows;

/// <summary>
/// The account records and bans of one account over time. Each counts once, in whatever order they arrive. It is a struct inside the account's
/// history, because there are millions.
/// </summary>
internal struct AccountRecords()
{
    // Nearly every account has exactly one record.
    private AccountFacts? _first;
    private AccountFacts[] _further = [];
    private BanRecord[] _bans = [];

    /// <summary>Adds a record. False when it was known.</summary>
    public bool Add(AccountFacts facts)
    {
        if (facts.Equals(_first) || _further.Contains(facts))
        {
            return false;
        }

        if (_first is null)
        {
            _first = facts;
        }
        else
        {
            _further = [.. _further, facts];
        }

        return true;
    }

    /// <summary>Adds a ban. False when it was known.</summary>
    public bool Add(BanRecord ban)
    {
        if (_bans.Contains(ban))
        {
            return false;
        }

        _bans = [.. _bans, ban];
        return true;
    }

    /// <summary>The latest record known at <paramref name="time"/>. Null when there is none.</summary>
    public readonly AccountFacts? FactsAt(DateTimeOffset time)
    {
        var last = _first?.Time <= time ? _first : null;
        foreach (var facts in _further)
        {
            if (facts.Time <= time && facts.IsLaterThan(last))
            {
                last = facts;
            }
        }

        return last;
    }

    /// <summary>The last ban or lifted ban known at <paramref name="time"/>. Of two at one instant, the lifted one counts as last.</summary>
    public readonly BanRecord? BanAt(DateTimeOffset time) =>
        _bans.Length == 0 ? null : _bans.Where(b => b.Time <= time).OrderBy(b => b.Time).ThenBy(b => b.Lifted).LastOrDefault();
}
