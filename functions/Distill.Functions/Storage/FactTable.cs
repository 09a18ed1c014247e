using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Core.Events;

namespace Distill.Functions.Storage;

/// <summary>
/// Facts: account records, bans and lifted bans, refusals, verifications and attestations. Rows are only added. The key of each comes from its whole
/// content, so any order and any replay give the same rows.
/// </summary>
public sealed class FactTable(TableStore tables, ILogger<FactTable> log)
{
    public const string Name = "facts";

    public async Task SaveAsync(IEnumerable<IAccountFact> facts, CancellationToken cancellationToken)
    {
        var rows = facts.Select(FactRow.Of).DistinctBy(row => (row.PartitionKey, row.RowKey)).ToArray();
        if (rows.Length > 0)
        {
            await tables.WriteAsync(
                Name,
                rows.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)),
                cancellationToken
            );
        }
    }

    /// <summary>Deletes facts written before a time, by the store's clock. Returns how many.</summary>
    public Task<int> DeleteWrittenBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken) =>
        tables.DeleteAsync(Name, TableStore.WrittenBefore(time), cancellationToken);

    /// <summary>Facts written at <paramref name="since"/> or later, by the store's clock; all facts if it is null.</summary>
    public async IAsyncEnumerable<TableEntity> ReadAsync(DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = since is { } time
            ? string.Create(CultureInfo.InvariantCulture, $"Timestamp ge datetime'{time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffffZ}'")
            : null;
        await foreach (var row in tables.QueryAsync(Name, filter, cancellationToken))
        {
            yield return row;
        }
    }

    /// <summary>All verifications. An account may have several.</summary>
    public async Task<List<VerificationRecord>> ReadVerificationsAsync(CancellationToken cancellationToken)
    {
        var verifications = new List<VerificationRecord>();
        await foreach (var row in tables.QueryAsync(Name, FactRow.Verifications, cancellationToken))
        {
            if (log.TryRead(Name, row, () => FactRow.ToVerification(row)) is { } verification)
            {
                verifications.Add(verification);
            }
        }

        return verifications;
    }

    /// <summary>On how many days an account was refused before a time.</summary>
    public async Task<int> CountRefusedDaysAsync(AccountId account, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var days = new HashSet<string>();
        await foreach (var row in tables.QueryAsync(Name, FactRow.RefusalsOf(account, before), ["Time"], cancellationToken))
        {
            // A row of each day and action. All of one day have one time.
            log.TryRead(Name, row, () => days.Add(row.GetString("Time") ?? throw new InvalidDataException("It has no time.")));
        }

        return days.Count;
    }
}
