using Distill.Core.Events;

namespace Distill.Core.Windows;

/// <summary>
/// What the account system and the provider say of one account over time. Each thing counts once, in whatever order it is heard. A part of its
/// history, and held there: there are millions.
/// </summary>
internal struct AccountRecords()
{
    // Nearly always there is one record, and no more.
    private AccountFacts? _first;
    private AccountFacts[] _further = [];
    private BanRecord[] _bans = [];

    /// <summary>False for what was known.</summary>
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

    /// <summary>False for what was known.</summary>
    public bool Add(BanRecord ban)
    {
        if (_bans.Contains(ban))
        {
            return false;
        }

        _bans = [.. _bans, ban];
        return true;
    }

    /// <summary>The latest record that was known at <paramref name="time"/>.</summary>
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

    /// <summary>The last ban or lifting known at <paramref name="time"/>; at one instant a lifting comes last.</summary>
    public readonly BanRecord? BanAt(DateTimeOffset time) =>
        _bans.Length == 0 ? null : _bans.Where(b => b.Time <= time).OrderBy(b => b.Time).ThenBy(b => b.Lifted).LastOrDefault();
}
