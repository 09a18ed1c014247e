using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Core.Volumes;

namespace Distill.Functions.Storage;

/// <summary>
/// How many accounts were refused, and how verifications went, day by day, as the last run saw it: one row beside the portraits. It names no account.
/// </summary>
public sealed class FactDaysTable(TableStore tables, ILogger<FactDaysTable> log)
{
    private const string Partition = "days";
    private const string Row = "last";
    private const string HourKey = "Hour";
    private const string Value = "Json";

    /// <summary>Stores a run's days over those of the run before.</summary>
    public Task SaveAsync(FactDays days, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, Row) { [HourKey] = days.Hour.ToString() };
        Chunks.Put(row, Value, FactDaysJson.Write(days.Days));
        return tables.WriteAsync(PortraitTable.Name, [new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)], cancellationToken);
    }

    /// <summary>The days of the last run; null before the first run of this version.</summary>
    public async Task<FactDays?> ReadAsync(CancellationToken cancellationToken) =>
        await tables.FindAsync(PortraitTable.Name, Partition, Row, cancellationToken) is { } row
            ? log.TryRead(PortraitTable.Name, row, () => new FactDays(Hour.Parse(row.GetString(HourKey)), FactDaysJson.Read(Chunks.Get(row, Value))))
            : null;
}
