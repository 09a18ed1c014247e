using Distill.Contracts;
using Distill.Core.Events;
using Distill.Evaluation.Scoring;
using Distill.Simulation;

namespace Distill.Evaluation.Enforcement;

/// <summary>Counts what the accounts of campaigns did, and what got out, account by account and day by day.</summary>
internal sealed class CampaignTally
{
    private readonly DateTimeOffset _start;
    private readonly NewcomerLane _lane;
    private readonly Dictionary<AccountId, CampaignAccount> _accounts = [];
    private readonly long[] _served;
    private readonly long[] _unflagged;
    private readonly long[] _throttled;
    private readonly int[] _atWork;
    private readonly int[] _blocked;

    public CampaignTally(Scenario scenario, GroundTruth truth, NewcomerLane lane)
    {
        (_start, _lane) = (scenario.Start, lane);
        (_served, _unflagged, _throttled) = (new long[scenario.Days], new long[scenario.Days], new long[scenario.Days]);
        (_atWork, _blocked) = (new int[scenario.Days], new int[scenario.Days]);
        foreach (var account in truth.Hydra)
        {
            _accounts.Add(AccountId.Parse(account), new CampaignAccount { Operator = truth.Operators[account] });
        }
    }

    /// <summary>All accounts that a campaign ever had.</summary>
    public IReadOnlyDictionary<AccountId, CampaignAccount> Accounts => _accounts;

    public bool IsCampaign(AccountId account) => _accounts.ContainsKey(account);

    /// <summary>Counts a call that got out, if it is a campaign's.</summary>
    public void Count(in ApiCall call)
    {
        if (!_accounts.TryGetValue(call.Account, out var account))
        {
            return;
        }

        var (time, day) = (call.Time, DayOf(call.Time));
        account.FirstCall ??= time;
        account.Calls++;
        _served[day]++;
        if (account.LastDay != day)
        {
            account.LastDay = day;
            _atWork[day]++;
        }

        if (_lane.FlaggedAt(call.Account) is not { } flagged || flagged > time)
        {
            account.CallsBeforeFlag++;
            _unflagged[day]++;
        }
        else if (_lane.IsProvisional(call.Account, time))
        {
            _throttled[day]++;
        }
    }

    /// <summary>Counts accounts that were blocked, and those that replace them.</summary>
    public void Block(IReadOnlyCollection<AccountId> blocked, IEnumerable<CampaignBan> replaced, DateTimeOffset time)
    {
        foreach (var account in blocked)
        {
            _accounts[account].BlockedAt = time;
        }

        if (DayOf(time) is var day && day < _blocked.Length)
        {
            _blocked[day] += blocked.Count;
        }

        foreach (var ban in replaced)
        {
            var of = _accounts[AccountId.Parse(ban.Account)].Operator;
            _accounts.Add(AccountId.Parse(ban.Replacement), new CampaignAccount { Operator = of, IsReplacement = true });
        }
    }

    /// <summary>Returns the figures of each day. Call it at the end.</summary>
    /// <param name="wanted">The calls that the operators wanted to send on a day.</param>
    public IReadOnlyList<CampaignDay> Days(Func<int, double> wanted)
    {
        var replacements = _accounts
            .Where(a => a.Value is { IsReplacement: true, FirstCall: not null })
            .ToLookup(a => DayOf(a.Value.FirstCall!.Value), a => DelayOf(a.Key, a.Value));
        return
        [
            .. Enumerable
                .Range(0, _served.Length)
                .Select(day => new CampaignDay
                {
                    Day = day,
                    Wanted = wanted(day),
                    Served = _served[day],
                    Unflagged = _unflagged[day],
                    Throttled = _throttled[day],
                    AtWork = _atWork[day],
                    Blocked = _blocked[day],
                    Delays = [.. replacements[day]],
                }),
        ];
    }

    private (double Minutes, double Calls) DelayOf(AccountId id, CampaignAccount account) =>
        _lane.FlaggedAt(id) is { } at
            ? (Math.Max(0, (at - account.FirstCall!.Value).TotalMinutes), account.CallsBeforeFlag)
            : (double.PositiveInfinity, double.PositiveInfinity);

    private int DayOf(DateTimeOffset time) => (int)((time - _start).Ticks / TimeSpan.TicksPerDay);
}

/// <summary>One account of a campaign.</summary>
internal sealed class CampaignAccount
{
    public required int Operator { get; init; }

    public bool IsReplacement { get; init; }

    public DateTimeOffset? FirstCall { get; set; }

    public DateTimeOffset? BlockedAt { get; set; }

    public int Calls { get; set; }

    public int CallsBeforeFlag { get; set; }

    /// <summary>The last day on which it was at work, from the scenario's start.</summary>
    public int LastDay { get; set; } = -1;
}
