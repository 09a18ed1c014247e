using Distill.Functions.Publishing;
using Distill.Functions.Storage;

namespace Distill.Functions.Retention;

/// <summary>Ends the verdicts of accounts that have long been silent.</summary>
public sealed class SilentAccounts(WindowTable windows, ActivityTable activity, VerdictRemover verdicts)
{
    /// <summary>Ends the verdicts of accounts that have not called on <paramref name="day"/> or later.</summary>
    /// <returns>How many accounts have no verdict any more.</returns>
    public async Task<int> EndVerdictsAsync(DateOnly day, CancellationToken cancellationToken)
    {
        await NoteActivityAsync(cancellationToken);
        var silent = await activity.ReadSilentAsync(day, cancellationToken);

        // The published verdicts first. If that fails, the accounts are still in the table, and the next run finds them again.
        var held = await verdicts.EndAsync(silent, cancellationToken);
        var ended = silent.Where(a => !held.Contains(a)).ToArray();
        await activity.DeleteAsync(ended, cancellationToken);
        return ended.Length;
    }

    /// <summary>
    /// Notes who called since the last day noted. That day is noted again, because it was not over then. Repeating this changes nothing.
    /// </summary>
    private async Task NoteActivityAsync(CancellationToken cancellationToken)
    {
        // A day after the last one that has windows can't have been noted. Then every day is noted again.
        var noted = await activity.ReadNotedAsync(cancellationToken);
        var days = await windows.ReadDaysAsync(cancellationToken);
        foreach (var day in days.Where(day => noted is null || noted > days[^1] || day >= noted))
        {
            await activity.SaveAsync(day, await windows.ReadAccountsAsync(day, cancellationToken), cancellationToken);
        }
    }
}
