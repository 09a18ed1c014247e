using Azure.Data.Tables;

namespace Distill.Functions.Tests;

/// <summary>The store's contents, read without the app's own code.</summary>
internal static class Stored
{
    /// <summary>All rows of the tables whose names begin like this.</summary>
    public static async Task<List<(string Table, TableEntity Row)>> RowsAsync(string connection, string tables = "")
    {
        var client = new TableServiceClient(connection);
        var rows = new List<(string, TableEntity)>();
        await foreach (var table in client.QueryAsync())
        {
            if (!table.Name.StartsWith(tables, StringComparison.Ordinal))
            {
                continue;
            }

            await foreach (var row in client.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                rows.Add((table.Name, row));
            }
        }

        return rows;
    }

    /// <summary>One line for each row with all its properties, in order. Equal stores have equal lines.</summary>
    public static async Task<string[]> LinesAsync(string connection, string tables = "") =>
        [.. (await RowsAsync(connection, tables)).Select(r => Line(r.Table, r.Row)).Order(StringComparer.Ordinal)];

    private static string Line(string table, TableEntity row) =>
        $"{table} {row.PartitionKey} {row.RowKey} "
        + string.Join(
            ' ',
            row.Where(p => p.Key is not ("odata.etag" or "Timestamp" or "PartitionKey" or "RowKey"))
                .OrderBy(p => p.Key, StringComparer.Ordinal)
                .Select(p => $"{p.Key}={(p.Value is byte[] bytes ? Convert.ToBase64String(bytes) : p.Value)}")
        );
}
