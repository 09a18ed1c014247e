using Distill.Contracts;
using Distill.Evaluation.Labelled;

namespace Distill.Evaluation.Scoring;

/// <summary>
/// Measures when accounts that replaced banned ones were linked to these. That is the first run that flags the account in the same cluster as a
/// campaign account that was banned before the account's first call.
/// </summary>
internal sealed class ReplacementWatch
{
    private readonly LabelledTraffic _traffic;
    private readonly Takeover[] _bans;
    private readonly List<AccountId> _waiting;
    private readonly Dictionary<AccountId, DateTimeOffset> _linked = [];

    public ReplacementWatch(LabelledTraffic traffic)
    {
        _traffic = traffic;
        _bans = [.. traffic.Truth.Takeovers.OrderBy(b => b.Time)];
        _waiting = [.. _bans.Select(b => b.Replacement).Where(traffic.CampaignCalls.ContainsKey).Distinct()];
    }

    /// <summary>Looks at the flags after a run.</summary>
    public void Observe(FlagHistory flags, DateTimeOffset now) =>
        _waiting.RemoveAll(account =>
        {
            var first = _traffic.Truth.FirstCalls[account];
            var isLinked =
                first < now
                && flags.ClusterOf(account) is { } cluster
                && _bans.TakeWhile(b => b.Time <= first).Any(b => flags.ClusterOf(b.Banned) == cluster);
            if (isLinked)
            {
                _linked[account] = now;
            }

            return isLinked;
        });

    /// <summary>Returns hours and calls from each replacement's first call to its link; infinite if it was never linked.</summary>
    public IEnumerable<(double Hours, double Calls)> Delays() =>
        _linked
            .OrderBy(l => l.Key)
            .Select(l => ((l.Value - _traffic.Truth.FirstCalls[l.Key]).TotalHours, (double)_traffic.CallsBefore(l.Key, l.Value)))
            .Concat(_waiting.Select(_ => (double.PositiveInfinity, double.PositiveInfinity)));
}
