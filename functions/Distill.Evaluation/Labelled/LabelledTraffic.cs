using Distill.Contracts;
using Distill.Logs.Traffic;

namespace Distill.Evaluation.Labelled;

/// <summary>Traffic and the truth about it. Only accounts that made a call are counted, because nothing can be said about the others.</summary>
public sealed class LabelledTraffic
{
    private readonly Dictionary<AccountId, long[]> _campaignCalls;

    public LabelledTraffic(TrafficLog log, TrafficTruth truth)
    {
        Log = log;
        var records = log.Records.ToLookup(r => r.Account);
        Accounts =
        [
            .. log
                .Windows.GroupBy(w => w.Account)
                .Select(g => new AccountTraffic(g.Key, records[g.Key].OrderBy(r => r.Time).LastOrDefault(), [.. g.OrderBy(w => w.Hour)]))
                .OrderBy(a => a.Account),
        ];
        _campaignCalls = Accounts
            .Where(a => truth.Campaign.Contains(a.Account))
            .Select(a => (a.Account, Calls: a.Times().Where(t => t >= From(truth, a.Account)).ToArray()))
            .Where(a => a.Calls.Length > 0)
            .ToDictionary(a => a.Account, a => a.Calls);
        Innocent = Accounts
            .Where(a => !truth.Campaign.Contains(a.Account))
            .ToDictionary(a => a.Account, a => truth.Innocent.GetValueOrDefault(a.Account, TrafficTruth.Unlabelled));
        Truth = truth with
        {
            FirstCalls = _campaignCalls.ToDictionary(c => c.Key, c => DateTimeOffset.UnixEpoch.AddMicroseconds(c.Value[0])),
            Start = _campaignCalls.Count == 0 ? null : truth.Start ?? DateTimeOffset.UnixEpoch.AddMicroseconds(_campaignCalls.Values.Min(c => c[0])),
        };
    }

    public TrafficLog Log { get; }

    /// <summary>The labels. The first calls are those in the log, even if the labels said otherwise.</summary>
    public TrafficTruth Truth { get; }

    /// <summary>All accounts with a call, in order.</summary>
    public IReadOnlyList<AccountTraffic> Accounts { get; }

    /// <summary>Innocent accounts with a call, and their kinds.</summary>
    public IReadOnlyDictionary<AccountId, string> Innocent { get; }

    /// <summary>Campaign accounts that made a campaign call, and the times of these calls in order, in microseconds since 1970-01-01 UTC.</summary>
    public IReadOnlyDictionary<AccountId, long[]> CampaignCalls => _campaignCalls;

    /// <summary>Returns the number of the account's campaign calls before <paramref name="time"/>, or of all of them if it is null.</summary>
    public long CallsBefore(AccountId account, DateTimeOffset? time) =>
        time is { } before ? _campaignCalls[account].LongCount(c => c < Micros(before)) : _campaignCalls[account].Length;

    // Before its first campaign call, an aged account made calls of its own.
    private static long From(TrafficTruth truth, AccountId account)
    {
        var from =
            truth.FirstCalls.Count == 0 ? truth.Start
            : truth.FirstCalls.TryGetValue(account, out var first) ? first
            : DateTimeOffset.MaxValue;
        return from is { } time ? Micros(time) : 0;
    }

    private static long Micros(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
