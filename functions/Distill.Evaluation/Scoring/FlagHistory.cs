using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core;

namespace Distill.Evaluation.Scoring;

/// <summary>Which accounts were flagged (suspect or above), when first, and which are flagged at the end. Watches the runs as they come.</summary>
internal sealed class FlagHistory
{
    private readonly Dictionary<AccountId, DateTimeOffset> _first = [];
    private IReadOnlyDictionary<AccountId, Verdict> _verdicts = new Dictionary<AccountId, Verdict>();

    /// <summary>Accounts flagged at any time, and the event time of the first run that flagged them.</summary>
    public IReadOnlyDictionary<AccountId, DateTimeOffset> First => _first;

    public bool IsFlagged(AccountId account) => _verdicts.TryGetValue(account, out var verdict) && verdict.Level >= VerdictLevel.Suspect;

    /// <summary>The cluster for which the account is flagged now; null when it is not.</summary>
    public ClusterId? ClusterOf(AccountId account) => IsFlagged(account) ? _verdicts[account].Cluster : null;

    /// <summary>Takes in a run's state.</summary>
    public void Observe(CorrelationState state)
    {
        _verdicts = state.Verdicts;
        foreach (var (account, verdict) in state.Verdicts)
        {
            if (verdict.Level >= VerdictLevel.Suspect)
            {
                _first.TryAdd(account, state.Watermark!.Value.End);
            }
        }
    }
}
