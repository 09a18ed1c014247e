using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;

namespace Distill.Functions.Storage;

/// <summary>Verdicts: a row for each account, in 16 partitions, as the JSON that the API answers with.</summary>
public sealed class AccountVerdictTable(TableStore tables, ILogger<AccountVerdictTable> log)
{
    public const string Name = "verdicts";

    private readonly VersionedTable _rows = new(tables, Name, log);

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
    public async Task<(Dictionary<AccountId, SavedVerdict> Verdicts, HashSet<AccountId> LeftBehind)> ReadAsync(
        PublishedAsOf asOf,
        CancellationToken cancellationToken
    )
    {
        var (verdicts, leftBehind) = (new Dictionary<AccountId, SavedVerdict>(), new HashSet<AccountId>());
        await foreach (var row in _rows.ReadAsync(cancellationToken))
        {
            if (row.IsLeftBehind(asOf.Hour) && _rows.TryRead<AccountId?>(row, r => Own(r, r.Now.Bytes).Account) is { } left)
            {
                leftBehind.Add(left);
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

    /// <summary>Takes the right to write verdicts on these accounts. Whoever had the right to write before can't write any more.</summary>
    public Task<TableClaim> ClaimAsync(IEnumerable<AccountId> accounts, CancellationToken cancellationToken) =>
        _rows.ClaimAsync(AccountBucket.AllCoarse, accounts.Select(AccountBucket.Coarse).ToHashSet(), cancellationToken);

    /// <summary>Gives the right to write back.</summary>
    public Task ReleaseAsync(TableClaim claim, CancellationToken cancellationToken) => _rows.ReleaseAsync(claim, cancellationToken);

    /// <summary>Writes the verdicts that changed, each with the saved one that it replaces.</summary>
    /// <param name="changes">The new verdicts, with the hour of the run, and what they replace.</param>
    /// <param name="leftBehind">Accounts whose rows hold no published verdict. They are deleted.</param>
    /// <param name="claim">The right to write.</param>
    /// <param name="cancellationToken">Stops.</param>
    public Task SaveAsync(
        IEnumerable<(SavedVerdict Now, SavedVerdict? Before)> changes,
        IEnumerable<AccountId> leftBehind,
        TableClaim claim,
        CancellationToken cancellationToken
    ) =>
        _rows.SaveAsync(
            changes.Select(c => new VersionedRow(
                AccountBucket.Coarse(c.Now.Value.Account),
                TableKey.Escape(c.Now.Value.Account.Value),
                ToValue(c.Now),
                c.Before is { } before ? ToValue(before) : null
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
            leftBehind.Select(a => (AccountBucket.Coarse(a), TableKey.Escape(a.Value))),
            claim,
            cancellationToken
        );

    private static HourValue ToValue(SavedVerdict saved) => new(saved.Hour, VerdictJson.Write(saved.Value), saved.Basis?.ToString());

    // A row that was copied to another key is none of that account's.
    private static Verdict Own(VersionedRow row, byte[]? json)
    {
        var verdict = VerdictJson.Read(json);
        return (row.PartitionKey, row.RowKey) == (AccountBucket.Coarse(verdict.Account), TableKey.Escape(verdict.Account.Value))
            ? verdict
            : throw new InvalidDataException($"The row is of {verdict.Account}.");
    }

    private SavedVerdict? Read(VersionedRow row, PublishedAsOf asOf) => _rows.TryRead(row, r => ReadAsOf(r, asOf));

    private static SavedVerdict? ReadAsOf(VersionedRow row, PublishedAsOf asOf)
    {
        if (row.AsOf(asOf.Hour) is not { Bytes: { } json } value)
        {
            return null;
        }

        var verdict = Own(row, json);
        return asOf.Ended?.Hold(verdict.Account, value.Hour) is true
            ? null
            : new SavedVerdict(value.Hour, verdict, value.Basis is { } basis ? VerdictBasis.Parse(basis) : null);
    }
}

/// <summary>A value in the store, and the hour of the run that wrote it.</summary>
public readonly record struct Saved<T>(Hour Hour, T Value);

/// <summary>A verdict in the store, the hour of the run that wrote it, and what it was judged on.</summary>
public readonly record struct SavedVerdict(Hour Hour, Verdict Value, VerdictBasis? Basis);
