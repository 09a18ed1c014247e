using Azure;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Publishing;

/// <summary>
/// Ends verdicts. It first commits the end over the ledger as it was read, and then deletes the rows. Until the rows are gone, the ledger names the
/// ended verdicts, so that no reader takes them. If the process dies in between, the next call deletes the rows, and callers hear of the end once.
/// </summary>
public sealed class VerdictRemover(
    Ledger ledger,
    AccountVerdictTable verdicts,
    ClusterReader clusters,
    TimeProvider time,
    ILogger<VerdictRemover> log
)
{
    /// <summary>Ends the correlation's verdicts on accounts. What analysts decided on the accounts stays.</summary>
    /// <returns>The accounts whose verdicts do not end, because they are at watch or above. These end by their term, in the correlation.</returns>
    /// <exception cref="RequestFailedException">409: others kept publishing.</exception>
    public async Task<IReadOnlySet<AccountId>> EndAsync(IReadOnlyCollection<AccountId> accounts, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= ledger.Attempts; attempt++)
        {
            var state = await ledger.ReadAsync(LedgerState.Empty, cancellationToken);
            if (state.Ended is { } earlier)
            {
                await verdicts.DeleteAsync(earlier, cancellationToken);
            }

            var found = await verdicts.FindAsync(accounts, state.AsOf, cancellationToken);
            var held = found.Values.Where(v => v.Level >= VerdictLevel.Watch).Select(v => v.Account).ToHashSet();
            if (await TryEndAsync(state, found.Where(v => !held.Contains(v.Key)).ToDictionary(), cancellationToken))
            {
                return held;
            }
        }

        throw new RequestFailedException(409, "Others kept publishing.");
    }

    // False if others published meanwhile.
    private async Task<bool> TryEndAsync(LedgerState state, Dictionary<AccountId, Verdict> ending, CancellationToken cancellationToken)
    {
        if (state.Head.Hour is not { } hour || ending.Count == 0)
        {
            var done = new LedgerCommit { Head = state.Head with { Ended = 0, EndedHour = null } };
            return state.Head.Ended == 0 || await ledger.TryCommitAsync(state, [], done, cancellationToken) is not null;
        }

        var stored = await ledger.ReadWatermarkAsync(cancellationToken);
        if (stored.Hour != hour || await clusters.FindAsync(state.Head, cancellationToken) is not { } current)
        {
            return false;
        }

        var decided = state.Standing(current.Values);
        var changes = VerdictChanges.Find(ending.Keys, ending.GetValueOrDefault, static _ => null, decided, decided);
        var commit = new LedgerCommit
        {
            Head = state.Head with { Ended = state.Head.Revision + 1, EndedHour = hour },

            // The same hour in a new version. A run that began with these verdicts then can't save over their end.
            Watermark = StateTable.Move(hour, stored, time.GetUtcNow()),
        };
        if (await ledger.TryCommitAsync(state, changes, commit, cancellationToken) is not { } committed)
        {
            return false;
        }

        log.VerdictsEnded(committed.Head.Revision, changes.Length, changes.Count(c => c.Acts));
        await verdicts.DeleteAsync(new EndedVerdicts(hour, time.GetUtcNow(), ending.Keys.ToHashSet()), cancellationToken);
        return true;
    }
}
