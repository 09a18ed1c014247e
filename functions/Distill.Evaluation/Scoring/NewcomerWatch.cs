using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core;
using Distill.Core.Newcomers;
using Distill.Core.Windows;
using Distill.Evaluation.Labelled;

namespace Distill.Evaluation.Scoring;

/// <summary>Shows labelled traffic to a <see cref="NewcomerLane"/> while the runs over it come.</summary>
internal sealed class NewcomerWatch
{
    private readonly LabelledTraffic _traffic;
    private readonly bool _isEnforced;
    private readonly NewcomerLane _lane;
    private readonly ILookup<Hour, CallWindow> _windows;
    private CorrelationState? _state;
    private DateTimeOffset _judged = DateTimeOffset.MinValue;

    /// <param name="traffic">The traffic.</param>
    /// <param name="isEnforced">True when the calls of accounts that are to be verified or blocked never arrive.</param>
    public NewcomerWatch(LabelledTraffic traffic, bool isEnforced)
    {
        (_traffic, _isEnforced) = (traffic, isEnforced);
        _windows = traffic.Log.Windows.ToLookup(w => w.Hour);
        var records = traffic.Log.Records.ToLookup(r => r.Account);
        _lane = new((account, time) => AccountFacts.Latest(records[account].Where(r => r.Time <= time)));
    }

    /// <summary>The accounts with a provisional verdict at any time, and when the first one was published.</summary>
    public IReadOnlyDictionary<AccountId, DateTimeOffset> First => _lane.First;

    /// <summary>How provisional verdicts ended.</summary>
    public IReadOnlyDictionary<ProvisionalEnd, int> Ends => _lane.Ends;

    /// <summary>Adds the state after a run. First it judges the calls that came before the run was published.</summary>
    public void Observe(CorrelationState state)
    {
        var hour = state.Watermark!.Value;
        var published = hour.End + NewcomerLane.Publication;
        if (_state is { } last && _lane.Index is { } index)
        {
            for (var h = Hour.Of(_judged); h.Start < published; h = h.Next)
            {
                Judge(index, h, published, h > hour ? state : last);
            }
        }

        _judged = published;
        _lane.Publish(state);
        _state = state;
    }

    /// <summary>Returns when an account was flagged first, provisionally or by a run; null if it never was.</summary>
    public DateTimeOffset? FlaggedAt(AccountId account) => _lane.FlaggedAt(account);

    /// <summary>Returns hours and calls from the first call of each replacement of a banned account until it is flagged.</summary>
    public IEnumerable<(double Hours, double Calls)> Delays()
    {
        foreach (var account in _traffic.Truth.Takeovers.Select(t => t.Replacement).Where(_traffic.CampaignCalls.ContainsKey).Distinct().Order())
        {
            yield return FlaggedAt(account) is { } at
                ? (Math.Max(0, (at - _traffic.Truth.FirstCalls[account]).TotalHours), _traffic.CallsBefore(account, at))
                : (double.PositiveInfinity, double.PositiveInfinity);
        }
    }

    // Judges the calls of an hour that have not been judged yet and came before the run was published.
    private void Judge(OperatorIndex index, Hour hour, DateTimeOffset published, CorrelationState enforced)
    {
        var calls = _windows[hour]
            .Where(w => !(_isEnforced && enforced.Verdicts.GetValueOrDefault(w.Account)?.Action is VerdictAction.Verify or VerdictAction.Block))
            .SelectMany(w => w.Calls.ToArray())
            .Where(c => c.Time >= _judged && c.Time < published && index.Carries(c))
            .OrderBy(c => (c.Micros, c.Id));
        foreach (var call in calls)
        {
            _lane.Observe(call);
        }
    }
}
