using System.Globalization;
using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Core.Backtests;

namespace Distill.Functions.Storage;

/// <summary>
/// The evidence of the last run, for backtests: a head, and a row for each thousand groups, beside the portraits. Written before the run publishes,
/// so a page may show that of the hour after. A repeated run writes the same.
/// </summary>
public sealed class RunWeightsTable(TableStore tables, ILogger<RunWeightsTable> log)
{
    private const string Partition = "weights";

    // It comes after all rows of groups, which are digits.
    private const string Head = "head";

    private const string HourKey = "Hour";
    private const string Value = "Json";

    // Groups of a row. With the longest ids, so many take half of the megabyte that an entity may have.
    private const int Block = 1000;

    // Attempts to read what is replaced meanwhile.
    private const int Attempts = 5;

    /// <summary>Stores a run's evidence over that of the run before, unless a later run's is there.</summary>
    public async Task SaveAsync(RunWeights run, CancellationToken cancellationToken)
    {
        if (
            await tables.FindAsync(PortraitTable.Name, Partition, Head, cancellationToken) is { } stored
            && log.TryRead<Hour?>(PortraitTable.Name, stored, () => HourOf(stored)) > run.Hour
        )
        {
            return;
        }

        var head = new TableEntity(Partition, Head)
        {
            [HourKey] = run.Hour.ToString(),
            ["Groups"] = run.Groups.Count,
            ["MinAccounts"] = run.MinAccounts,
            ["LeftOut"] = run.LeftOut,
        };
        Chunks.Put(head, Value, RunWeightsJson.Write(run.Rule));
        TableEntity[] rows = [head, .. run.Groups.Chunk(Block).Select((groups, i) => Row(run.Hour, i, groups))];
        await tables.WriteAsync(
            PortraitTable.Name,
            rows.Select(r => new TableTransactionAction(TableTransactionActionType.UpsertReplace, r)),
            cancellationToken
        );
    }

    /// <summary>The evidence of the last run. Null before the first.</summary>
    public async Task<RunWeights?> ReadAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var rows = new List<TableEntity>();
            await foreach (var row in tables.QueryAsync(PortraitTable.Name, $"PartitionKey eq '{Partition}'", cancellationToken))
            {
                rows.Add(row);
            }

            if (rows is not [.., var head] || head.RowKey != Head)
            {
                return null;
            }

            var groups = rows.SkipLast(1).ToArray();
            if (log.TryRead<bool?>(PortraitTable.Name, head, () => AreOfOneRun(head, groups)) is not { } whole)
            {
                return null;
            }

            if (whole)
            {
                return log.TryRead(PortraitTable.Name, head, () => Read(head, groups.Take(CountBlocks(head))));
            }
        }

        return null;
    }

    // Rows of a larger run may still be there. Rows of another hour are being replaced.
    private static bool AreOfOneRun(TableEntity head, TableEntity[] groups) =>
        groups.Length >= CountBlocks(head) && groups.Take(CountBlocks(head)).All(r => HourOf(r) == HourOf(head));

    private static int CountBlocks(TableEntity head) => (head.GetInt32("Groups")!.Value + Block - 1) / Block;

    /// <summary>Deletes what is of an hour before one.</summary>
    public Task<int> DeleteBeforeAsync(Hour hour, CancellationToken cancellationToken) =>
        tables.DeleteAsync(
            PortraitTable.Name,
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and Hour lt {hour.ToString()}"),
            cancellationToken
        );

    private static RunWeights Read(TableEntity head, IEnumerable<TableEntity> groups) =>
        new(
            HourOf(head),
            RunWeightsJson.ReadRule(Chunks.Get(head, Value)),
            head.GetInt32("MinAccounts")!.Value,
            [.. groups.SelectMany(r => RunWeightsJson.ReadGroups(Brotli.Unpack(Chunks.Get(r, Value)!)))]
        )
        {
            LeftOut = head.GetDouble("LeftOut")!.Value,
        };

    private static Hour HourOf(TableEntity row) => Hour.Parse(row.GetString(HourKey));

    private static TableEntity Row(Hour hour, int block, WeighedGroup[] groups)
    {
        var row = new TableEntity(Partition, block.ToString("d3", CultureInfo.InvariantCulture)) { [HourKey] = hour.ToString() };
        Chunks.Put(row, Value, Brotli.Pack(RunWeightsJson.Write(groups)));
        return row;
    }
}
