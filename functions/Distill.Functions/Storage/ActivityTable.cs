using Azure.Data.Tables;
using Distill.Contracts;

namespace Distill.Functions.Storage;

/// <summary>
/// The last day on which each account called: a row an account. The retention finds silent accounts by it. A verdict's own row does not tell, because
/// it only changes when the verdict does.
/// </summary>
public sealed class ActivityTable(TableStore tables, ILogger<ActivityTable> log)
{
    public const string Name = "activity";
    private const string Day = "Day";

    // One row says up to which day activity is noted. It has no Day, so that no query for accounts finds it.
    private const string Noted = "noted";
    private const string Through = "Through";

    /// <summary>The last day noted; null before the first.</summary>
    public async Task<DateOnly?> ReadNotedAsync(CancellationToken cancellationToken) =>
        await tables.FindAsync(Name, Noted, Noted, cancellationToken) is { } row
        && log.TryRead(Name, row, () => row.GetInt32(Through) is { } day ? DateOnly.FromDayNumber(day) : (DateOnly?)null) is { } noted
            ? noted
            : null;

    /// <summary>Notes that accounts called on a day. Days come in order.</summary>
    public async Task SaveAsync(DateOnly day, IEnumerable<AccountId> accounts, CancellationToken cancellationToken)
    {
        await tables.WriteAsync(Name, accounts.Select(a => Upsert(RowOf(a, day))), cancellationToken);
        await tables.WriteAsync(Name, [Upsert(new TableEntity(Noted, Noted) { [Through] = day.DayNumber })], cancellationToken);
    }

    /// <summary>Accounts that have not called since before <paramref name="day"/>.</summary>
    public async Task<List<AccountId>> ReadSilentAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var silent = new List<AccountId>();
        await foreach (var row in tables.QueryAsync(Name, TableClient.CreateQueryFilter($"Day lt {day.DayNumber}"), cancellationToken))
        {
            log.TryRead(Name, row, () => silent.Add(AccountId.Parse(TableKey.TextOf(row))));
        }

        return silent;
    }

    public Task DeleteAsync(IEnumerable<AccountId> accounts, CancellationToken cancellationToken) =>
        tables.DeleteAsync(Name, accounts.Select(a => (AccountBucket.Coarse(a), TableKey.Escape(a.Value))), cancellationToken);

    private static TableEntity RowOf(AccountId account, DateOnly day)
    {
        var row = new TableEntity(AccountBucket.Coarse(account), TableKey.Escape(account.Value)) { [Day] = day.DayNumber };
        TableKey.Name(row, account.Value);
        return row;
    }

    private static TableTransactionAction Upsert(TableEntity row) => new(TableTransactionActionType.UpsertReplace, row);
}
