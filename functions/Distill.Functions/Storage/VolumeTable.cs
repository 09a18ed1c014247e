using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Core.Volumes;

namespace Distill.Functions.Storage;

/// <summary>
/// Unusual volumes: a partition for each hour, a row for each model, reseller or network. A repeated run writes the same values again.
/// </summary>
public sealed class VolumeTable(TableStore tables)
{
    public const string Name = "volumes";

    public async Task SaveAsync(Hour hour, IReadOnlyCollection<VolumeAnomaly> anomalies, CancellationToken cancellationToken)
    {
        if (anomalies.Count > 0)
        {
            await tables.WriteAsync(
                Name,
                anomalies.Select(a => new TableTransactionAction(TableTransactionActionType.UpsertReplace, ToEntity(hour, a))),
                cancellationToken
            );
        }
    }

    /// <summary>Deletes the rows of the hours before one. Returns how many.</summary>
    public Task<int> DeleteBeforeAsync(Hour hour, CancellationToken cancellationToken) =>
        tables.DeleteAsync(Name, TableClient.CreateQueryFilter($"PartitionKey lt {hour.ToString()}"), cancellationToken);

    private static TableEntity ToEntity(Hour hour, VolumeAnomaly anomaly)
    {
        var kind = $"{VolumeKey.NameOf(anomaly.Key.Kind)}|";
        var row = new TableEntity(hour.ToString(), kind + TableKey.Escape(anomaly.Key.Value, kind.Length))
        {
            ["Calls"] = anomaly.Volume.Calls,
            ["Expected"] = anomaly.Expected,
            ["Severity"] = anomaly.Severity,
            ["Accounts"] = anomaly.Volume.Accounts,
            ["Busiest"] = anomaly.Volume.Busiest,
        };
        TableKey.Name(row, anomaly.Key.Value);
        return row;
    }
}
