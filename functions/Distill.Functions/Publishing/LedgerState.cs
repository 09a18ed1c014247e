using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Functions.Storage;

namespace Distill.Functions.Publishing;

/// <summary>The ledger as it was read: the head, and all decisions up to it.</summary>
public sealed record LedgerState(LedgerHead Head, IReadOnlyList<ClusterDecision> Decisions, IReadOnlyList<AccountOverride> Overrides)
{
    public static LedgerState Empty { get; } = new(LedgerHead.None, [], []);

    /// <summary>The verdicts that ended last, if their rows may still exist; otherwise null.</summary>
    public EndedVerdicts? Ended { get; init; }

    /// <summary>Which values of verdict rows are the published ones.</summary>
    public PublishedAsOf AsOf => new(Head.Hour, Ended);

    /// <summary>When the next decision ends that still affects published verdicts; null if none ends.</summary>
    public DateTimeOffset? NextEnd { get; } =
        Decisions.Select(d => d.Expires).Concat(Overrides.Select(o => o.Expires)).Where(e => e > Head.SettledAt).Min();

    // Clocks of instances differ by less.
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(1);

    /// <summary>True if a wrong clock settled it: by a right one, that time has not come yet.</summary>
    public bool IsSettledAhead(DateTimeOffset now) => Head.SettledAt > now + s_skew;

    /// <summary>The time as of which the next commit settles. It does not go back, unless it was wrong.</summary>
    public DateTimeOffset SettlesAt(DateTimeOffset now) => now > Head.SettledAt || IsSettledAhead(now) ? now : Head.SettledAt;

    /// <summary>True if published verdicts have to change though nobody decides: a decision has ended, or the head is not as it should be.</summary>
    public bool MustSettle(DateTimeOffset now) => NextEnd <= now || Head.IsMended || IsSettledAhead(now);

    /// <summary>A cluster that is no longer kept, as it was when somebody last decided on it; null if nobody did.</summary>
    public Cluster? FindDecided(ClusterId cluster) =>
        Decisions.Where(d => d.Cluster == cluster).MaxBy(d => d.Number)?.On is { } on ? on with { IsDissolved = true } : null;

    /// <summary>The published decisions, applied to clusters.</summary>
    public Standing Standing(IEnumerable<Cluster> clusters) => new(Decisions, Overrides, clusters, Head.SettledAt, Head.Simulated);
}
