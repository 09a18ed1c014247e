using Azure;
using Distill.Core.Events;
using Distill.Functions.Settings;
using Distill.Functions.Storage;

namespace Distill.Functions.Publishing;

/// <summary>
/// Ends verdicts, and publishes that they have: first the commit, over the ledger as it was read, and then the rows go. Until they are gone the ledger
/// names what ended, so that nobody reads them; who dies in between is finished by the next call, and nobody hears of it twice.
/// </summary>
public sealed class Forgetting(
    Ledger ledger, StateTable watermark, VerdictTable verdicts, ClusterReader clusters, VerdictOptions options, TimeProvider time, ILogger<Forgetting> log)
{
    /// <summary>Ends the correlation's verdicts on accounts; what people decided on them stands.</summary>
    /// <exception cref="RequestFailedException">409: others kept publishing.</exception>
    public async Task ForgetAsync(IReadOnlyCollection<AccountId> accounts, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= options.PublishAttempts; attempt++)
        {
            var state = await ledger.ReadAsync(LedgerState.Empty, ct);
            if (state.Ended is { } earlier)
            {
                await verdicts.DeleteAsync(earlier, ct);
            }

            if (await TryForgetAsync(state, accounts, ct))
            {
                return;
            }
        }

        throw new RequestFailedException(409, "Others kept publishing.");
    }

    // False when others published meanwhile.
    private async Task<bool> TryForgetAsync(LedgerState state, IReadOnlyCollection<AccountId> accounts, CancellationToken ct)
    {
        var ending = await verdicts.FindAsync(accounts, state.AsOf, ct);
        if (state.Head.Hour is not { } hour || ending.Count == 0)
        {
            var done = new LedgerCommit { Head = state.Head with { Ended = 0, EndedHour = null } };
            return state.Head.Ended == 0 || await ledger.TryCommitAsync(state, [], done, ct) is not null;
        }

        var stored = await watermark.ReadAsync(ct);
        if (stored.Hour != hour || await clusters.FindAsync(state.Head, ct) is not { } current)
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
        if (await ledger.TryCommitAsync(state, changes, commit, ct) is not { } committed)
        {
            return false;
        }

        log.Forgot(committed.Head.Revision, changes.Length, changes.Count(c => c.Acts));
        await verdicts.DeleteAsync(new EndedVerdicts(hour, time.GetUtcNow(), ending.Keys.ToHashSet()), ct);
        return true;
    }
}
