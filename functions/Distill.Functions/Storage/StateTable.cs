using Azure;
using Azure.Data.Tables;
using Distill.Contracts;

namespace Distill.Functions.Storage;

/// <summary>
/// The watermark: one row with the last hour that was correlated. It is written after everything that it stands for, and only over the version that
/// the writer has read. The ledger's rows share its partition, so that one transaction writes both.
/// </summary>
public sealed class StateTable(TableStore tables, ILogger<StateTable> log)
{
    public const string Name = "state";
    internal const string Partition = "correlation";
    internal const string Row = "watermark";
    internal const string Head = "head";

    /// <summary>The watermark. If its hour can't be read, it is that of the ledger's head: one transaction writes both.</summary>
    public async Task<StoredWatermark> ReadAsync(CancellationToken cancellationToken)
    {
        if (await tables.FindAsync(Name, Partition, Row, cancellationToken) is not { } row)
        {
            return default;
        }

        // Before the first run, there is a row without an hour.
        return log.TryRead<StoredWatermark?>(Name, row, () => new StoredWatermark(HourOf(row), row.ETag))
            ?? new StoredWatermark(HourOf(await tables.FindAsync(Name, Partition, Head, cancellationToken)), row.ETag);
    }

    /// <summary>
    /// Writes the same watermark in a new version. A run that began with the version before can't commit any more. Returns the new one.
    /// </summary>
    /// <exception cref="RequestFailedException">409, 412: another run moved the watermark.</exception>
    public async Task<StoredWatermark> ClaimAsync(StoredWatermark before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var versions = await tables.WriteAsync(Name, [Move(before.Hour, before, now)], cancellationToken);
        return before with { Version = versions[Row] };
    }

    private static Hour? HourOf(TableEntity? row) => row?.GetString("Hour") is { } hour ? Hour.Parse(hour) : null;

    /// <summary>Moves the watermark on from <paramref name="before"/>. The write is committed together with what the watermark stands for.</summary>
    internal static TableTransactionAction Move(Hour? hour, StoredWatermark before, DateTimeOffset now)
    {
        var row = new TableEntity(Partition, Row) { ["Hour"] = hour?.ToString(), ["UpdatedAt"] = now };
        return before.Version is { } version
            ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, version)
            : new TableTransactionAction(TableTransactionActionType.Add, row);
    }
}

/// <summary>The watermark and its version. <c>default</c>: none was ever stored.</summary>
public readonly record struct StoredWatermark(Hour? Hour, ETag? Version);
