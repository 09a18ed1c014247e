using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;
using Distill.Functions.Settings;
using Distill.Functions.Storage;

namespace Distill.Functions.Publishing;

/// <summary>
/// Finds verdicts by account. They come from the view in memory. While an instance that has just started still reads the view, they come from the
/// store, row by row.
/// </summary>
public sealed class VerdictLookup(
    ViewFollower views,
    AccountVerdictTable table,
    ClusterReader clusters,
    LedgerTable heads,
    VerdictOptions options,
    TimeProvider time
)
{
    private const int Readers = 16;

    // An instance that has just started knows nothing to answer with, so it waits this many times as long.
    private const int ColdPatience = 5;

    /// <summary>The verdict on an account as it stands, and how old that may be.</summary>
    public ValueTask<(StandingVerdict Verdict, TimeSpan Age)> FindAsync(AccountId account, CancellationToken cancellationToken) =>
        views.Peek() is { } view ? new((view.Find(account), views.Age)) : FindSlowlyAsync(account, cancellationToken);

    /// <summary>Verdicts in the order of the accounts.</summary>
    public async Task<(StandingVerdict[] Verdicts, TimeSpan Age)> FindAsync(IReadOnlyList<AccountId> accounts, CancellationToken cancellationToken)
    {
        if (await views.FindAsync(cancellationToken) is { } view)
        {
            return ([.. accounts.Select(view.Find)], views.Age);
        }

        return (
            await Patience.ReadAsync(token => StoredAsync(accounts, token), ColdPatience * options.LookupPatience, time, cancellationToken),
            TimeSpan.Zero
        );
    }

    private async Task<StandingVerdict[]> StoredAsync(IReadOnlyList<AccountId> accounts, CancellationToken cancellationToken)
    {
        var verdicts = new StandingVerdict[accounts.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, accounts.Count, parallel, async (i, token) => verdicts[i] = await StoredAsync(accounts[i], token));
        return verdicts;
    }

    private async ValueTask<(StandingVerdict Verdict, TimeSpan Age)> FindSlowlyAsync(AccountId account, CancellationToken cancellationToken) =>
        await views.FindAsync(cancellationToken) is { } view
            ? (view.Find(account), views.Age)
            : (
                await Patience.ReadAsync(token => StoredAsync(account, token), ColdPatience * options.LookupPatience, time, cancellationToken),
                TimeSpan.Zero
            );

    private async Task<StandingVerdict> StoredAsync(AccountId account, CancellationToken cancellationToken)
    {
        while (true)
        {
            var published = await clusters.ReadAsync(cancellationToken);
            var head = published.Ledger.Head;
            var verdict = await table.FindAsync(account, published.Ledger.AsOf, cancellationToken);

            // No value as of that hour: the account is unknown, or its row was written twice since. The second case shows in the head.
            if (verdict is not null || (await heads.ReadHeadAsync(cancellationToken)).Hour == head.Hour)
            {
                return published.Standing.Apply(verdict ?? Verdict.NeverSeen(account));
            }
        }
    }
}
