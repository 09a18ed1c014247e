using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Functions.Storage;

namespace Distill.Functions.Publishing;

/// <summary>What the ledger said when it was read: the head, and all that was ever decided up to it.</summary>
public sealed record LedgerState(LedgerHead Head, IReadOnlyList<ClusterDecision> Decisions, IReadOnlyList<AccountOverride> Overrides)
{
    public static LedgerState Empty { get; } = new(LedgerHead.None, [], []);

    /// <summary>Verdicts that ended last and whose rows may still be there; null when none may.</summary>
    public EndedVerdicts? Ended { get; init; }

    /// <summary>As of what rows of verdicts say what is published.</summary>
    public PublishedAsOf AsOf => new(Head.Hour, Ended);

    /// <summary>The first end of anything decided that is still in the verdicts published; null when nothing ends.</summary>
    public DateTimeOffset? NextEnd { get; } =
        Decisions.Select(d => d.Expires).Concat(Overrides.Select(o => o.Expires)).Where(e => e > Head.SettledAt).Min();

    /// <summary>What was decided, laid over clusters, as it is published.</summary>
    public Standing Standing(IEnumerable<Cluster> clusters) => new(Decisions, Overrides, clusters, Head.SettledAt, Head.Simulated);
}
