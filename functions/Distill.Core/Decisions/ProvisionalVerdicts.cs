using Distill.Contracts;
using Distill.Contracts.Verdicts;

namespace Distill.Core.Decisions;

/// <summary>The provisional verdicts that have not ended, next to the correlation's verdicts as of an hour.</summary>
public sealed class ProvisionalVerdicts
{
    private readonly Dictionary<AccountId, ProvisionalVerdict> _verdicts = [];
    private readonly Hour? _published;

    private ProvisionalVerdicts(Hour? published) => _published = published;

    /// <summary>No provisional verdicts.</summary>
    public static ProvisionalVerdicts None { get; } = new(null);

    /// <summary>The accounts that may have one.</summary>
    public IReadOnlyCollection<AccountId> Accounts => _verdicts.Keys;

    /// <summary>Those that have not ended, in order of account. Some may be overtaken by a run.</summary>
    public IEnumerable<ProvisionalVerdict> All => _verdicts.Values.OrderBy(v => v.Account);

    /// <summary>Takes those that have not ended.</summary>
    /// <param name="all">All that were published, in order. Of one account the last counts.</param>
    /// <param name="published">The hour as of which the correlation's verdicts are; null before the first run.</param>
    /// <param name="at">The time.</param>
    public static ProvisionalVerdicts Of(IEnumerable<ProvisionalVerdict> all, Hour? published, DateTimeOffset at)
    {
        var verdicts = new ProvisionalVerdicts(published);
        foreach (var verdict in all)
        {
            if (verdict.IsWithdrawn || at >= verdict.Ends)
            {
                verdicts._verdicts.Remove(verdict.Account);
            }
            else
            {
                verdicts._verdicts[verdict.Account] = verdict;
            }
        }

        return verdicts;
    }

    /// <summary>Those that the correlation's verdicts refute, taken back, in order of account. One that is taken back never holds again.</summary>
    /// <param name="verdicts">The correlation's verdicts.</param>
    public IEnumerable<ProvisionalVerdict> Refuted(IReadOnlyDictionary<AccountId, Verdict> verdicts) =>
        All.Where(p => verdicts.TryGetValue(p.Account, out var verdict) && p.IsRefutedBy(verdict, _published))
            .Select(p => p with { IsWithdrawn = true });

    /// <summary>The one that holds in place of the correlation's verdict; null when there is none.</summary>
    internal ProvisionalVerdict? Find(Verdict verdict) =>
        _verdicts.TryGetValue(verdict.Account, out var found) && found.HoldsOver(verdict, _published) ? found : null;
}
