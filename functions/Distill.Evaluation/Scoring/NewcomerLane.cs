using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core;
using Distill.Core.Events;
using Distill.Core.Newcomers;
using Distill.Core.Options;
using Distill.Core.Windows;

namespace Distill.Evaluation.Scoring;

/// <summary>
/// Judges new and changed accounts between the runs, in event time, as the service does: each call is compared with the marks of the last run that
/// was published before it. Then it follows what the runs say of those accounts.
/// </summary>
/// <param name="factsAt">What is known of an account at a time; null if nothing is.</param>
internal sealed class NewcomerLane(Func<AccountId, DateTimeOffset, AccountFacts?> factsAt)
{
    /// <summary>From the end of a run's hour until its verdicts are published: lateness that is waited for, and the schedule.</summary>
    public static readonly TimeSpan Publication = TimeSpan.FromMinutes(15);

    /// <summary>From a call until its provisional verdict is published: the batch, and the schedule of a minute.</summary>
    private static readonly TimeSpan s_reaction = TimeSpan.FromMinutes(1);

    private readonly NewcomerOptions _options = new();
    private readonly Dictionary<AccountId, List<ApiCall>> _framed = [];
    private readonly Dictionary<ulong, SortedSet<AccountId>> _payers = [];
    private readonly Dictionary<AccountId, (Hour Hour, DateTimeOffset Begins, DateTimeOffset Ends)> _open = [];
    private readonly Dictionary<AccountId, DateTimeOffset> _first = [];
    private readonly Dictionary<AccountId, DateTimeOffset> _byRun = [];
    private readonly Dictionary<ProvisionalEnd, int> _ends = [];
    private CorrelationState? _state;
    private Hour _lapsed;

    /// <summary>The accounts with a provisional verdict at any time, and when the first one was published.</summary>
    public IReadOnlyDictionary<AccountId, DateTimeOffset> First => _first;

    /// <summary>How provisional verdicts ended.</summary>
    public IReadOnlyDictionary<ProvisionalEnd, int> Ends => _ends;

    /// <summary>The marks of the last run that was published; null if it found no operator.</summary>
    public OperatorIndex? Index => _state?.Operators is { IsEmpty: false } index ? index : null;

    /// <summary>Returns when an account was flagged first, provisionally or by a run; null if it never was.</summary>
    public DateTimeOffset? FlaggedAt(AccountId account) =>
        (_first.TryGetValue(account, out var first), _byRun.TryGetValue(account, out var run)) switch
        {
            (true, true) => first < run ? first : run,
            (true, false) => first,
            (false, true) => run,
            _ => null,
        };

    /// <summary>Whether a provisional verdict is in force.</summary>
    public bool IsProvisional(AccountId account, DateTimeOffset time) =>
        _open.TryGetValue(account, out var open) && open.Begins <= time && time < open.Ends;

    /// <summary>Adds a call that carries a framing of the index. Calls come in order of time.</summary>
    public void Observe(in ApiCall call)
    {
        if (Index is not { } index)
        {
            return;
        }

        if (call.Hour > _lapsed)
        {
            _lapsed = call.Hour;
            Lapse(_lapsed.Start);
        }

        if (!_framed.TryGetValue(call.Account, out var own))
        {
            _framed.Add(call.Account, own = []);
        }

        var since = call.Hour - _options.TermHours;
        own.RemoveAll(c => c.Hour <= since);
        own.Add(call);
        var mates = MatesOf(call);
        if (mates.Any(IsUnaccused))
        {
            Judge(index, call, mates);
        }
    }

    /// <summary>Adds the state of a run when it is published.</summary>
    public void Publish(CorrelationState state)
    {
        var hour = state.Watermark!.Value;
        var published = hour.End + Publication;
        Lapse(published);
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

        _state = state;
        foreach (var (account, verdict) in state.Verdicts)
        {
            if (verdict.Level >= VerdictLevel.Suspect)
            {
                _byRun.TryAdd(account, published);
            }
        }

        Forget(Hour.Of(published) - _options.TermHours);
    }

    // The account of a call, and those that pay with its card.
    private SortedSet<AccountId> MatesOf(in ApiCall call)
    {
        if (factsAt(call.Account, call.Time) is not { Payment: not 0 and var card })
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

    private bool IsUnaccused(AccountId account) =>
        !_open.ContainsKey(account) && !(_state!.Verdicts.GetValueOrDefault(account)?.Level >= VerdictLevel.Suspect);

    // Judges accounts by their calls up to the latest one. Those that are found by marks of their own accuse their card.
    private void Judge(OperatorIndex index, ApiCall latest, SortedSet<AccountId> accounts)
    {
        (AccountId Account, ApiCall[] Calls, AccountFacts? Facts)[] all =
        [
            .. accounts.Select(a => (a, _framed[a].Where(c => c.Hour > latest.Hour - _options.TermHours).ToArray(), factsAt(a, latest.Time))),
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
                && IsUnaccused(account)
                && NewcomerJudge.Judge(index, account, calls, facts, _options.MinCalls, accused) is not null
            )
            {
                var begins = latest.Time + s_reaction;
                _open.Add(account, (calls.Max(c => c.Hour), begins, begins + TimeSpan.FromHours(_options.TermHours)));
                _first.TryAdd(account, begins);
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

    // Lets go of accounts without a call after the hour: nothing will be judged by older ones.
    private void Forget(Hour hour)
    {
        foreach (var account in _framed.Where(f => f.Value[^1].Hour <= hour).Select(f => f.Key).ToArray())
        {
            _framed.Remove(account);
        }

        foreach (var (card, payers) in _payers)
        {
            payers.RemoveWhere(a => !_framed.ContainsKey(a));
            if (payers.Count == 0)
            {
                _payers.Remove(card);
            }
        }
    }
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
