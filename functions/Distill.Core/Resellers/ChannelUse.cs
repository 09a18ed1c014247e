using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Resellers;

/// <summary>Who called through which channel, in one pass over the calls of all accounts.</summary>
/// <remarks>
/// A call without a reseller of its own counts for the one that the account record names. A call may count for a reseller and for a cloud.
/// </remarks>
internal sealed class ChannelUse
{
    private readonly ReviewSource _source;
    private readonly Hour _middle;
    private readonly Dictionary<Channel, List<ChannelAccount>> _accounts = [];

    private ChannelUse(ReviewSource source)
    {
        _source = source;
        var first = source.Hour;
        foreach (var history in source.Population.Histories)
        {
            if (history.Windows is [var window, ..] && window.Hour < first)
            {
                first = window.Hour;
            }
        }

        _middle = first + ((source.Hour.Number - first.Number + 1) / 2);
    }

    /// <summary>The accounts of each channel, both in order.</summary>
    public SortedDictionary<Channel, ChannelAccount[]> Channels { get; } = [];

    /// <summary>Accounts with a call within the lookback, through whatever channel or none.</summary>
    public int Accounts { get; private set; }

    /// <summary>Those of them of which enough was seen to say anything, and those flagged.</summary>
    public int Assessed { get; private set; }

    public int Flagged { get; private set; }

    public long Calls { get; private set; }

    /// <summary>When the accounts of each country call.</summary>
    public CountryDays Days { get; } = new();

    public static ChannelUse Of(ReviewSource source)
    {
        var use = new ChannelUse(source);
        source.Population.ForEachShard(shard =>
            shard.Scan(() =>
            {
                using var buffer = Scratch.Rent<CallBuffer>();
                var counts = new ChannelCounts(source.Population.Names);
                foreach (var history in shard.Histories)
                {
                    use.Add(history, counts, buffer.Value);
                }
            })
        );
        foreach (var (channel, accounts) in use._accounts)
        {
            use.Channels.Add(channel, [.. accounts.OrderBy(a => a.Account)]);
        }

        return use;
    }

    private void Add(AccountHistory history, ChannelCounts counts, CallBuffer buffer)
    {
        if (history.Windows.IsEmpty)
        {
            return;
        }

        var verdict = _source.Verdicts.GetValueOrDefault(history.Account);
        var account = new ChannelAccount(
            history.Account,
            history.FactsAt(_source.Hour.End),
            verdict?.Level ?? VerdictLevel.NotAssessed,
            verdict?.Cluster
        )
        {
            IsNew = history.Windows[0].Hour >= _middle,
        };
        counts.Count(history, account.Record?.Reseller, _middle, buffer);
        var day = _source.Population.Attestations.Has(history.Account) ? counts.Day : null;
        lock (_accounts)
        {
            Days.Add(counts.Day);
            Accounts++;
            Assessed += account.IsAssessed ? 1 : 0;
            Flagged += account.IsFlagged ? 1 : 0;
            Calls += history.Calls;
            foreach (var (channel, (calls, later)) in counts.Channels)
            {
                if (!_accounts.TryGetValue(channel, out var accounts))
                {
                    _accounts.Add(channel, accounts = []);
                }

                accounts.Add(account with { Calls = calls, LaterCalls = later, Day = day });
            }
        }
    }
}
