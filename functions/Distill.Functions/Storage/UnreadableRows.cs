using Azure.Data.Tables;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Storage;

/// <summary>Reads stored rows one by one, so that one that is damaged costs itself alone.</summary>
internal static class UnreadableRows
{
    /// <summary>Does something with a row. If it can't be read, names it in the log.</summary>
    public static void TryRead(this ILogger log, string table, ITableEntity row, Action use) =>
        log.TryRead(
            table,
            row,
            () =>
            {
                use();
                return true;
            }
        );

    /// <summary>Reads a row. If it can't be read, names it in the log and returns null.</summary>
    public static T? TryRead<T>(this ILogger log, string table, ITableEntity row, Func<T?> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (StorageFault.IsUnreadable(e))
        {
            log.RowUnreadable(e, table, row.PartitionKey, row.RowKey);
            return default;
        }
    }
}
