using System.Collections.Immutable;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;
using Distill.Functions.Storage;

namespace Distill.Functions.Publishing;

/// <summary>
/// Everything published, in memory, as of one revision of the ledger. What was published since is added by <see cref="ViewReader"/> alone.
/// </summary>
public sealed class View
{
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public required VerdictMap Verdicts { get; init; }

    /// <summary>Snapshots begun before this revision can't be continued: what changed between it and them is not told apart here.</summary>
    public required long Floor { get; init; }

    /// <summary>The ledger that the verdicts are of.</summary>
    public required LedgerState Ledger { get; set; }

    /// <summary>Segments that are kept, in order.</summary>
    public required ImmutableArray<Segment> Segments { get; set; }

    /// <summary>Equal reasons as one; for the one who adds.</summary>
    public required ReasonPool Reasons { get; init; }

    /// <summary>Completes when the view has grown past what it is now.</summary>
    public Task Grown => Volatile.Read(ref _grown).Task;

    /// <summary>The verdict on an account as it stands.</summary>
    public StandingVerdict Find(AccountId account) =>
        Verdicts.Find(account)?.Now ?? new StandingVerdict(Verdict.NeverSeen(account), Simulated: Ledger.Head.Simulated);

    /// <summary>Wakes all who wait for <see cref="Grown"/>.</summary>
    public void Announce() =>
        Interlocked.Exchange(ref _grown, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
