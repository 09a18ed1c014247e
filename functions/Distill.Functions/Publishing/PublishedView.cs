using System.Collections.Immutable;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;
using Distill.Functions.Storage;

namespace Distill.Functions.Publishing;

/// <summary>
/// Everything published, in memory, as of one revision of the ledger. Only <see cref="ViewReader"/> adds to it.
/// </summary>
public sealed class PublishedView
{
    private TaskCompletionSource _grown = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public required VerdictMap Verdicts { get; init; }

    /// <summary>A snapshot begun before this revision can't be continued: this view does not know what changed in between.</summary>
    public required long Floor { get; set; }

    /// <summary>The ledger as of which the verdicts are.</summary>
    public required LedgerState Ledger { get; set; }

    /// <summary>The segments that are still kept, in order.</summary>
    public required ImmutableArray<ChangeSegment> Segments { get; set; }

    /// <summary>Shares equal reasons. Only the writer uses it.</summary>
    public required ReasonPool Reasons { get; init; }

    /// <summary>Completes when something is added to the view.</summary>
    public Task Grown => Volatile.Read(ref _grown).Task;

    /// <summary>The verdict on an account as it stands.</summary>
    public StandingVerdict Find(AccountId account) =>
        Verdicts.Find(account)?.Now ?? new StandingVerdict(Verdict.NeverSeen(account), Simulated: Ledger.Head.Simulated);

    /// <summary>How many of these accounts passed a verification that still counts.</summary>
    public int CountPassed(IEnumerable<AccountId> accounts) =>
        accounts.Count(a => Verdicts.Find(a) is { } found && Appeals.Of(found.Raw) == AppealOutcome.Passed);

    /// <summary>Wakes all who wait for <see cref="Grown"/>.</summary>
    public void Announce() =>
        Interlocked.Exchange(ref _grown, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
