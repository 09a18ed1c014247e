using Azure.Data.Tables;

namespace Distill.EndToEnd.Tests;

/// <summary>What stands in Azurite, read past all of the app's own code.</summary>
internal static class Stored
{
    public static async Task<List<(string Table, TableEntity Row)>> RowsAsync(string connectionString, string tables = "")
    {
        var client = new TableServiceClient(connectionString);
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
    public static async Task<string[]> WindowsAsync(RunningApp app) =>
        [
            .. (await RowsAsync(app.Endpoints.Tables, "windows"))
                .Select(r => $"{r.Table} {r.Row.PartitionKey} {r.Row.RowKey} {r.Row["Sequence"]} {Convert.ToBase64String(r.Row.GetBinary("Calls0"))}")
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Events that the app says it took in, over all partitions.</summary>
    public static async Task<long> ProgressAsync(RunningApp app) => (await ProgressAsync(app.Endpoints.Tables)).Values.Sum(last => last + 1);

    /// <summary>The last sequence number that the app says it took in, by partition.</summary>
    public static async Task<Dictionary<string, long>> ProgressAsync(string connectionString) =>
        (await RowsAsync(connectionString, "progress"))
            .Where(r => r.Row.PartitionKey == "partitions")
            .ToDictionary(r => r.Row.RowKey, r => r.Row.GetInt64("LastSequence")!.Value);
}
