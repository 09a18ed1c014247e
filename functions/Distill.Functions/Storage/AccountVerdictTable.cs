using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;

namespace Distill.Functions.Storage;

/// <summary>Verdicts: a row for each account, in 16 partitions, as the JSON that the API answers with.</summary>
public sealed class AccountVerdictTable(TableStore tables)
{
    public const string Name = "verdicts";

    private readonly VersionedTable _rows = new(tables, Name);

    private const int Requests = 16;

    /// <summary>The published verdict; null if the account has none.</summary>
    public async Task<Verdict?> FindAsync(AccountId account, PublishedAsOf asOf, CancellationToken cancellationToken) =>
        await _rows.FindAsync(AccountBucket.Coarse(account), TableKey.Escape(account.Value), cancellationToken) is { } row
            ? Read(row, asOf)?.Value
            : null;

    /// <summary>The published verdicts of the accounts that have one.</summary>
    public async Task<Dictionary<AccountId, Verdict>> FindAsync(
        IEnumerable<AccountId> accounts,
        PublishedAsOf asOf,
        CancellationToken cancellationToken
    )
    {
        var found = new ConcurrentDictionary<AccountId, Verdict>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Requests, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            accounts,
            parallel,
            async (account, token) =>
            {
                if (await FindAsync(account, asOf, token) is { } verdict)
                {
                    found[account] = verdict;
                }
            }
        );
        return new Dictionary<AccountId, Verdict>(found);
    }

    /// <summary>The published verdicts of a sixteenth of all accounts, one by one. Those that a run is about to publish are left out.</summary>
    /// <param name="bucket">0 to 15.</param>
    /// <param name="asOf">What is published.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async IAsyncEnumerable<Verdict> ReadBucketAsync(
        int bucket,
        PublishedAsOf asOf,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var row in _rows.ReadAsync(bucket.ToString("x1", CultureInfo.InvariantCulture), cancellationToken))
        {
            if (Read(row, asOf) is { Value: var verdict })
            {
                yield return verdict;
            }
        }
    }

    /// <summary>All published verdicts, and the accounts whose rows a run wrote before it died.</summary>
    public async Task<(Dictionary<AccountId, Saved<Verdict>> Verdicts, HashSet<AccountId> LeftBehind)> ReadAsync(
        PublishedAsOf asOf,
        CancellationToken cancellationToken
    )
    {
        var (verdicts, leftBehind) = (new Dictionary<AccountId, Saved<Verdict>>(), new HashSet<AccountId>());
        await foreach (var row in _rows.ReadAsync(cancellationToken))
        {
            if (row.IsLeftBehind(asOf.Hour))
            {
                leftBehind.Add(AccountId.Parse(TableKey.Unescape(row.RowKey)));
            }

            if (Read(row, asOf) is { } saved)
            {
                verdicts.Add(saved.Value.Account, saved);
            }
        }

        return (verdicts, leftBehind);
    }

    /// <summary>
    /// Deletes the rows of verdicts that have ended. A row that a run has written since stays: that run, or the one that repeats it, publishes it.
    /// </summary>
    public Task DeleteAsync(EndedVerdicts ended, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            ended.Accounts,
            new ParallelOptions { MaxDegreeOfParallelism = Requests, CancellationToken = cancellationToken },
            async (account, token) => await _rows.DeleteAsync(AccountBucket.Coarse(account), TableKey.Escape(account.Value), ended.Hour, token)
        );

    /// <summary>Deletes rows that hold no published verdict.</summary>
    public Task DropAsync(IEnumerable<AccountId> leftBehind, CancellationToken cancellationToken) =>
        tables.DeleteAsync(Name, leftBehind.Select(a => (AccountBucket.Coarse(a), TableKey.Escape(a.Value))), cancellationToken);

    /// <summary>Writes the verdicts that changed, each with the saved one that it replaces.</summary>
    public Task SaveAsync(Hour hour, IEnumerable<(Verdict Verdict, Saved<Verdict>? Before)> changes, CancellationToken cancellationToken) =>
        _rows.SaveAsync(
            changes.Select(c => new VersionedRow(
                AccountBucket.Coarse(c.Verdict.Account),
                TableKey.Escape(c.Verdict.Account.Value),
                new HourValue(hour, VerdictJson.Write(c.Verdict)),
                c.Before is { } before ? new HourValue(before.Hour, VerdictJson.Write(before.Value)) : null
            )),
            (entity, row) =>
            {
                var verdict = VerdictJson.Read(row.Now.Bytes);
                entity["Level"] = verdict.Level.Name();
                entity["Score"] = verdict.Score;
                entity["Action"] = verdict.Action.Name();
                if (verdict.Cluster is { } cluster)
                {
                    entity["Cluster"] = cluster.ToString();
                }
            },
            cancellationToken
        );

    private static Saved<Verdict>? Read(VersionedRow row, PublishedAsOf asOf)
    {
        if (row.AsOf(asOf.Hour) is not { Bytes: { } json } value)
        {
            return null;
        }

        var verdict = VerdictJson.Read(json);
        return asOf.Ended?.Hold(verdict.Account, value.Hour) is true ? null : new Saved<Verdict>(value.Hour, verdict);
    }
}

/// <summary>A value in the store, and the hour of the run that wrote it.</summary>
public readonly record struct Saved<T>(Hour Hour, T Value);
