using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Functions.Storage;

namespace Distill.Functions.Publishing;

/// <summary>Publishes provisional verdicts over the ledger as it was read. If others published meanwhile, it publishes nothing.</summary>
public sealed class ProvisionalPublisher(Ledger ledger)
{
    /// <summary>Most provisional verdicts of one commit.</summary>
    public static int Most => ProvisionalRow.Most;

    /// <summary>Publishes new provisional verdicts.</summary>
    /// <param name="state">The ledger as it was read.</param>
    /// <param name="current">The clusters as of its hour.</param>
    /// <param name="verdicts">The new ones, at most <see cref="Most"/>.</param>
    /// <param name="raw">The correlation's verdicts on their accounts, as of the ledger's hour.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The new revision; null if others published meanwhile.</returns>
    public async Task<long?> TryPublishAsync(
        LedgerState state,
        IReadOnlyCollection<Cluster> current,
        IReadOnlyList<ProvisionalVerdict> verdicts,
        IReadOnlyDictionary<AccountId, Verdict> raw,
        CancellationToken cancellationToken
    )
    {
        var before = state.Standing(current);
        var after = (state with { Provisional = [.. state.Provisional, .. verdicts] }).Standing(current);
        var changes = VerdictChanges.Find(verdicts.Select(v => v.Account), raw.GetValueOrDefault, raw.GetValueOrDefault, before, after);
        var commit = new LedgerCommit { Head = state.Head, Provisional = verdicts };
        return (await ledger.TryCommitAsync(state, changes, commit, cancellationToken))?.Head.Revision;
    }
}
