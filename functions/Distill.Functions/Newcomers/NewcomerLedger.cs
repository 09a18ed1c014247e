using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Core.Newcomers;
using Distill.Core.Options;
using Distill.Functions.Publishing;
using Distill.Functions.Storage;

namespace Distill.Functions.Newcomers;

/// <summary>What is published, as newcomers need it: the ledger, and the index of operators as of the ledger's hour.</summary>
public sealed class NewcomerLedger(
    Ledger ledger,
    ClusterReader clusters,
    OperatorTable operators,
    AccountVerdictTable verdicts,
    ProvisionalPublisher publisher,
    TimeProvider time
)
{
    private LedgerState _state = LedgerState.Empty;
    private OperatorIndex? _index;

    /// <summary>How often to try while others keep publishing.</summary>
    public int Attempts => ledger.Attempts;

    /// <summary>What is published now; null if others published while it was read.</summary>
    public async Task<PublishedNewcomers?> ReadAsync(CancellationToken cancellationToken)
    {
        _state = await ledger.ReadAsync(_state, cancellationToken);
        if (await clusters.FindAsync(_state.Head, cancellationToken) is not { } current)
        {
            return null;
        }

        if (_state.Head.Hour is { } hour)
        {
            _index = _index?.Hour == hour ? _index : await operators.ReadAsync(hour, cancellationToken);
        }

        return new PublishedNewcomers(_state, current.Values, _state.Standing(current.Values), _index);
    }

    /// <summary>
    /// True if a provisional verdict would say something new, and nobody decided otherwise: an analyst on the account, its cluster or the operator's.
    /// </summary>
    public async Task<bool> MayAccuseAsync(PublishedNewcomers before, AccountId account, NewcomerFinding finding, CancellationToken cancellationToken)
    {
        var raw = await RawAsync(before, account, cancellationToken);
        return raw.Level < VerdictLevel.Suspect
            && !before.Standing.IsDecided(account)
            && before.Standing.Provisional(raw) is null
            && finding.Clusters.All(c => before.Standing.Of(c).State is not { Kind: DecisionKind.Dismiss });
    }

    /// <summary>The provisional verdict that follows from a finding.</summary>
    public ProvisionalVerdict Draft(SightedAccount account, NewcomerFinding finding, NewcomerOptions options) =>
        new()
        {
            Account = account.Account,
            Cluster = finding.Clusters[0],
            Hour = account.Last,
            Ends = time.GetUtcNow() + TimeSpan.FromHours(options.TermHours),
            Action = options.Action,
            Reasons = finding.Reasons,
        };

    /// <summary>Publishes. Returns the new revision; null if others published meanwhile.</summary>
    public async Task<long?> TryPublishAsync(
        PublishedNewcomers before,
        IReadOnlyList<ProvisionalVerdict> newcomers,
        CancellationToken cancellationToken
    )
    {
        var raw = await verdicts.FindAsync(newcomers.Select(n => n.Account), before.State.AsOf, cancellationToken);
        return await publisher.TryPublishAsync(before.State, before.Clusters, newcomers, raw, cancellationToken);
    }

    private async Task<Verdict> RawAsync(PublishedNewcomers before, AccountId account, CancellationToken cancellationToken) =>
        await verdicts.FindAsync(account, before.State.AsOf, cancellationToken) ?? Verdict.NeverSeen(account);
}

/// <summary>What is published.</summary>
/// <param name="State">The ledger.</param>
/// <param name="Clusters">The clusters as of its hour.</param>
/// <param name="Standing">What is decided.</param>
/// <param name="Index">The marks of the operators as of its hour; null if there are none.</param>
public sealed record PublishedNewcomers(LedgerState State, IReadOnlyCollection<Cluster> Clusters, Standing Standing, OperatorIndex? Index);
