using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core;
using Distill.Core.Events;
using Distill.Core.Newcomers;
using Distill.Core.Options;
using Distill.Core.Windows;
using Distill.Evaluation.Labelled;

namespace Distill.Evaluation.Scoring;

/// <summary>
/// Judges new and changed accounts between the runs, in event time, as the service does: each call is compared with the marks of the last run that
/// was published before it. Then it follows what the runs say of those accounts.
/// </summary>
internal sealed class NewcomerWatch
{
    /// <summary>From the end of a run's hour until its verdicts are published: lateness that is waited for, and the schedule.</summary>
    private static readonly TimeSpan s_publication = TimeSpan.FromMinutes(15);

    /// <summary>From a call until its provisional verdict is published: the batch, and the schedule of a minute.</summary>
    private static readonly TimeSpan s_reaction = TimeSpan.FromMinutes(1);

    private readonly LabelledTraffic _traffic;
    private readonly bool _isEnforced;
    private readonly NewcomerOptions _options = new();
    private readonly ILookup<Hour, CallWindow> _windows;
    private readonly ILookup<AccountId, AccountRecord> _records;
    private readonly Dictionary<AccountId, List<ApiCall>> _framed = [];
    private readonly Dictionary<ulong, SortedSet<AccountId>> _payers = [];
    private readonly Dictionary<AccountId, (Hour Hour, DateTimeOffset Ends)> _open = [];
    private readonly Dictionary<AccountId, DateTimeOffset> _first = [];
    private readonly Dictionary<AccountId, DateTimeOffset> _byRun = [];
    private readonly Dictionary<ProvisionalEnd, int> _ends = [];
    private CorrelationState? _state;
    private DateTimeOffset _judged = DateTimeOffset.MinValue;

    /// <param name="traffic">The traffic.</param>
    /// <param name="isEnforced">True when the calls of accounts that are to be verified or blocked never arrive.</param>
    public NewcomerWatch(LabelledTraffic traffic, bool isEnforced)
    {
        (_traffic, _isEnforced) = (traffic, isEnforced);
        _windows = traffic.Log.Windows.ToLookup(w => w.Hour);
        _records = traffic.Log.Records.ToLookup(r => r.Account);
    }

    /// <summary>The accounts with a provisional verdict at any time, and when the first one was published.</summary>
    public IReadOnlyDictionary<AccountId, DateTimeOffset> First => _first;

    /// <summary>How provisional verdicts ended.</summary>
    public IReadOnlyDictionary<ProvisionalEnd, int> Ends => _ends;

    /// <summary>Adds the state after a run. First it judges the calls that came before the run was published.</summary>
    public void Observe(CorrelationState state)
    {
        var hour = state.Watermark!.Value;
        var published = hour.End + s_publication;
        if (_state is { } last)
        {
            for (var h = Hour.Of(_judged); h.Start < published; h = h.Next)
            {
                Judge(h, published, h > hour ? state : last);
            }
        }

        _judged = published;
        Decide(state, hour);
        _state = state;
        foreach (var (account, verdict) in state.Verdicts)
        {
            if (verdict.Level >= VerdictLevel.Suspect)
            {
                _byRun.TryAdd(account, published);
            }
        }
    }

    /// <summary>Returns when an account was flagged first, provisionally or by a run; null if it never was.</summary>
    public DateTimeOffset? FlaggedAt(AccountId account) =>
        (_first.TryGetValue(account, out var first), _byRun.TryGetValue(account, out var run)) switch
        {
            (true, true) => first < run ? first : run,
            (true, false) => first,
            (false, true) => run,
            _ => null,
        };

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
    private void Judge(Hour hour, DateTimeOffset published, CorrelationState enforced)
    {
        if (_state!.Operators is not { IsEmpty: false } index)
        {
            return;
        }

        Lapse(hour.Start);
        var calls = _windows[hour]
            .Where(w => !(_isEnforced && enforced.Verdicts.GetValueOrDefault(w.Account)?.Action is VerdictAction.Verify or VerdictAction.Block))
            .SelectMany(w => w.Calls.ToArray())
            .Where(c => c.Time >= _judged && c.Time < published && index.Carries(c))
            .OrderBy(c => (c.Micros, c.Id));
        foreach (var call in calls)
        {
            if (!_framed.TryGetValue(call.Account, out var own))
            {
                _framed.Add(call.Account, own = []);
            }

            own.RemoveAll(c => c.Hour <= hour - _options.TermHours);
            own.Add(call);
            Judge(index, call, MatesOf(call));
        }
    }

    // The account of a call, and those that pay with its card.
    private SortedSet<AccountId> MatesOf(in ApiCall call)
    {
        if (FactsAt(call.Account, call.Time) is not { Payment: not 0 and var card })
        {
            return [call.Account];
        }

        if (!_payers.TryGetValue(card, out var payers))
        {
            _payers.Add(card, payers = []);
        }

        payers.Add(call.Account);
        return payers;
    }

    // Judges accounts by their calls up to the latest one. Those that are found by marks of their own accuse their card.
    private void Judge(OperatorIndex index, ApiCall latest, IEnumerable<AccountId> accounts)
    {
        (AccountId Account, ApiCall[] Calls, AccountFacts? Facts)[] all =
        [
            .. accounts.Select(a => (a, _framed[a].Where(c => c.Hour > latest.Hour - _options.TermHours).ToArray(), FactsAt(a, latest.Time))),
        ];
        var accused = new AccusedCards();
        foreach (var (account, calls, facts) in all)
        {
            if (NewcomerJudge.Judge(index, account, calls, facts, _options.MinCalls) is { } finding)
            {
                accused.Add(facts, finding);
            }
        }

        foreach (var (account, calls, facts) in all)
        {
            if (
                calls.Any(c => c.Hour > index.Hour)
                && !_open.ContainsKey(account)
                && !(_state!.Verdicts.GetValueOrDefault(account)?.Level >= VerdictLevel.Suspect)
                && NewcomerJudge.Judge(index, account, calls, facts, _options.MinCalls, accused) is not null
            )
            {
                _open.Add(account, (calls.Max(c => c.Hour), latest.Time + s_reaction + TimeSpan.FromHours(_options.TermHours)));
                _first.TryAdd(account, latest.Time + s_reaction);
            }
        }
    }

    private void Decide(CorrelationState state, Hour hour)
    {
        Lapse(hour.End + s_publication);
        foreach (var account in _open.Where(o => o.Value.Hour <= hour).Select(o => o.Key).ToArray())
        {
            switch (state.Verdicts.GetValueOrDefault(account)?.Level)
            {
                case VerdictLevel.Suspect or VerdictLevel.Confirmed:
                    End(account, ProvisionalEnd.Confirmed);
                    break;
                case VerdictLevel.Clear or VerdictLevel.Watch:
                    End(account, ProvisionalEnd.Withdrawn);
                    break;
            }
        }
    }

    private void Lapse(DateTimeOffset now)
    {
        foreach (var account in _open.Where(o => o.Value.Ends <= now).Select(o => o.Key).ToArray())
        {
            End(account, ProvisionalEnd.Lapsed);
        }
    }

    private void End(AccountId account, ProvisionalEnd end)
    {
        _open.Remove(account);
        _ends[end] = _ends.GetValueOrDefault(end) + 1;
    }

    private AccountFacts? FactsAt(AccountId account, DateTimeOffset time) => AccountFacts.Latest(_records[account].Where(r => r.Time <= time));
}

/// <summary>How a provisional verdict ended.</summary>
public enum ProvisionalEnd
{
    /// <summary>A run flagged the account.</summary>
    Confirmed,

    /// <summary>A run saw the calls, assessed the account, and did not flag it.</summary>
    Withdrawn,

    /// <summary>Its term ended before a run could assess the account.</summary>
    Lapsed,
}
