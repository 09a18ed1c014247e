using Azure;
using Distill.Contracts;
using Distill.Functions.Settings;
using Distill.Functions.Storage;

namespace Distill.Functions.Publishing;

/// <summary>
/// Ends verdicts, and publishes that they have: first the commit, over the ledger as it was read, and then the rows go. Until they are gone the
/// ledger names what ended, so that nobody reads them; who dies in between is finished by the next call, and nobody hears of it twice.
/// </summary>
public sealed class Forgetting(
    Ledger ledger,
    StateTable watermark,
    VerdictTable verdicts,
    ClusterReader clusters,
    VerdictOptions options,
    TimeProvider time,
    ILogger<Forgetting> log
)
{
    /// <summary>Ends the correlation's verdicts on accounts; what people decided on them stands.</summary>
    /// <exception cref="RequestFailedException">409: others kept publishing.</exception>
    public async Task ForgetAsync(IReadOnlyCollection<AccountId> accounts, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= options.PublishAttempts; attempt++)
        {
            var state = await ledger.ReadAsync(LedgerState.Empty, cancellationToken);
            if (state.Ended is { } earlier)
            {
                await verdicts.DeleteAsync(earlier, cancellationToken);
            }

            if (await TryForgetAsync(state, accounts, cancellationToken))
            {
                return;
            }
        }

        throw new RequestFailedException(409, "Others kept publishing.");
    }

    // False when others published meanwhile.
    private async Task<bool> TryForgetAsync(LedgerState state, IReadOnlyCollection<AccountId> accounts, CancellationToken cancellationToken)
    {
        var ending = await verdicts.FindAsync(accounts, state.AsOf, cancellationToken);
        if (state.Head.Hour is not { } hour || ending.Count == 0)
        {
            var done = new LedgerCommit { Head = state.Head with { Ended = 0, EndedHour = null } };
            return state.Head.Ended == 0 || await ledger.TryCommitAsync(state, [], done, cancellationToken) is not null;
        }

        var stored = await watermark.ReadAsync(cancellationToken);
        if (stored.Hour != hour || await clusters.FindAsync(state.Head, cancellationToken) is not { } current)
        {
            return false;
        }

        var decided = state.Standing(current.Values);
        var changes = Differences.Between(ending.Keys, ending.GetValueOrDefault, static _ => null, decided, decided);
        var commit = new LedgerCommit
        {
            Head = state.Head with { Ended = state.Head.Revision + 1, EndedHour = hour },

            // Where it was, in a new version: a run that began with these verdicts is not to save over their end.
            Watermark = StateTable.Move(hour, stored, time.GetUtcNow()),
        };
        if (await ledger.TryCommitAsync(state, changes, commit, cancellationToken) is not { } committed)
        {
            return false;
        }

        log.Forgot(committed.Head.Revision, changes.Length, changes.Count(c => c.Acts));
        await verdicts.DeleteAsync(new EndedVerdicts(hour, time.GetUtcNow(), ending.Keys.ToHashSet()), cancellationToken);
        return true;
    }
}
