using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core;

namespace Distill.Evaluation.Scoring;

/// <summary>Which accounts are flagged (suspect or above), and when each was flagged first. It follows the runs one by one.</summary>
internal sealed class FlagHistory
{
    private readonly Dictionary<AccountId, DateTimeOffset> _first = [];
    private IReadOnlyDictionary<AccountId, Verdict> _verdicts = new Dictionary<AccountId, Verdict>();
    private Dictionary<ClusterId, OperationId> _operations = [];

    /// <summary>The accounts that were flagged at any time, and the event time of the first run that flagged them.</summary>
    public IReadOnlyDictionary<AccountId, DateTimeOffset> First => _first;

    public bool IsFlagged(AccountId account) => _verdicts.TryGetValue(account, out var verdict) && verdict.Level >= VerdictLevel.Suspect;

    public bool IsWatched(AccountId account) => _verdicts.TryGetValue(account, out var verdict) && verdict.Level == VerdictLevel.Watch;

    /// <summary>Returns the cluster for which the account is flagged now; null if it is not flagged.</summary>
    public ClusterId? ClusterOf(AccountId account) => IsFlagged(account) ? _verdicts[account].Cluster : null;

    /// <summary>
    /// Returns the name of the operation for which the account is flagged now: its cluster's name where that is in no operation. Null if it is not
    /// flagged.
    /// </summary>
    public string? OperationOf(AccountId account) =>
        ClusterOf(account) is not { } cluster ? null
        : _operations.TryGetValue(cluster, out var operation) ? operation.ToString()
        : cluster.ToString();

    /// <summary>Adds the state after a run.</summary>
    public void Observe(CorrelationState state)
    {
        _verdicts = state.Verdicts;
        _operations = state.Clusters.Where(c => c.Operation is not null).ToDictionary(c => c.Id, c => c.Operation!.Id);
        foreach (var (account, verdict) in state.Verdicts)
        {
            if (verdict.Level >= VerdictLevel.Suspect)
            {
                _first.TryAdd(account, state.Watermark!.Value.End);
            }
        }
    }
}
