using Azure;
using Azure.Data.Tables;
using Distill.Core.Events;

namespace Distill.Functions.Storage;

/// <summary>One row: the last hour correlated. Written after all that it vouches for, and only by who read it last.</summary>
public sealed class StateTable(Tables tables)
{
    public const string Name = "state";
    private const string Partition = "correlation";
    private const string Row = "watermark";

    public async Task<StoredWatermark> ReadAsync(CancellationToken ct) =>
        await tables.FindAsync(Name, Partition, Row, ct) is { } row
            ? new StoredWatermark(row.GetString("Hour") is { } hour ? Hour.Parse(hour) : null, row.ETag)
            : default;

    /// <summary>Moves the watermark on from <paramref name="before"/>.</summary>
    /// <exception cref="RequestFailedException">409, 412: another run moved it.</exception>
    public async Task<StoredWatermark> SaveAsync(Hour hour, StoredWatermark before, DateTimeOffset now, CancellationToken ct)
    {
        var row = new TableEntity(Partition, Row) { ["Hour"] = hour.ToString(), ["UpdatedAt"] = now };
        var action = before.Version is { } version
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, version)
            : new TableTransactionAction(TableTransactionActionType.Add, row);
        var etags = await tables.WriteAsync(Name, [action], ct);
        return new StoredWatermark(hour, etags[Row]);
    }
}

/// <summary>The watermark and its version. <c>default</c>: none was ever stored.</summary>
public readonly record struct StoredWatermark(Hour? Hour, ETag? Version);
