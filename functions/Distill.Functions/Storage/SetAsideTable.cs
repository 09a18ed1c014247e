using Azure.Data.Tables;
using Distill.Contracts;

namespace Distill.Functions.Storage;

/// <summary>
/// Hours whose windows made a correlation fail. Runs leave these windows out until an operator deletes the row. The rows are in the table of the
/// watermark.
/// </summary>
public sealed class SetAsideTable(TableStore tables, ILogger<SetAsideTable> log)
{
    private const string Partition = "setaside";

    // A reason is for people. It must fit a row whatever it says.
    private const int MaxWhy = 8000;

    public async Task<IReadOnlySet<Hour>> ReadAsync(CancellationToken cancellationToken)
    {
        var keys = await tables.KeysAsync(StateTable.Name, TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken);
        var hours = new HashSet<Hour>();
        foreach (var (partition, key) in keys)
        {
            log.TryRead(StateTable.Name, new TableEntity(partition, key), () => hours.Add(Hour.Parse(key)));
        }

        return hours;
    }

    /// <summary>Sets an hour aside.</summary>
    /// <param name="hour">The hour.</param>
    /// <param name="why">What failed, for the operator.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    public Task AddAsync(Hour hour, Exception why, CancellationToken cancellationToken)
    {
        var text = why.ToString();
        var row = new TableEntity(Partition, hour.ToString()) { ["Why"] = text[..Math.Min(text.Length, MaxWhy)] };
        return tables.WriteAsync(StateTable.Name, [new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)], cancellationToken);
    }
}
