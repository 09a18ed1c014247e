using Azure.Data.Tables;

namespace Distill.EndToEnd.Tests;

/// <summary>What stands in Azurite, read past all of the app's own code.</summary>
internal static class Stored
{
    public static async Task<List<(string Table, TableEntity Row)>> RowsAsync(AppProcess app, string tables = "")
    {
        var client = new TableServiceClient(app.Endpoints.Tables);
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

    /// <summary>One line a window, in order: equal stores have equal lines.</summary>
    public static async Task<string[]> WindowsAsync(AppProcess app) =>
        [.. (await RowsAsync(app, "windows"))
            .Select(r => $"{r.Table} {r.Row.PartitionKey} {r.Row.RowKey} {r.Row["Sequence"]} {Convert.ToBase64String(r.Row.GetBinary("Calls0"))}")
            .Order(StringComparer.Ordinal)];

    /// <summary>Events that the app says it took in, over all partitions.</summary>
    public static async Task<long> ProgressAsync(AppProcess app) =>
        (await RowsAsync(app, "progress")).Where(r => r.Row.PartitionKey == "partitions").Sum(r => r.Row.GetInt64("LastSequence")!.Value + 1);
}
