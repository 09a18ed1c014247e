using Azure.Data.Tables;
using Distill.Core.Sharing;
using Distill.Core.Signals;

namespace Distill.Functions.Storage;

/// <summary>What other providers reported: a row for each bundle. The same bundle sent again stays one row, as it first came in.</summary>
public sealed class IndicatorTable(TableStore tables, ILogger<IndicatorTable> log)
{
    public const string Name = "indicators";

    private const string Partition = "bundles";
    private const string Until = "Until";
    private const string Value = "Json";

    /// <summary>All indicators, in a fixed order.</summary>
    public async Task<IReadOnlyList<SharedIndicator>> ReadAsync(CancellationToken cancellationToken)
    {
        var found = new List<SharedIndicator>();
        await foreach (var row in tables.QueryAsync(Name, TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken))
        {
            if (log.TryRead(Name, row, () => SharedIndicatorJson.Read(Brotli.Unpack(Chunks.Get(row, Value) ?? []))) is { } indicators)
            {
                found.AddRange(indicators);
            }
        }

        return found;
    }

    /// <summary>Keeps the indicators of a bundle, and drops bundles that have ended. A bundle that is kept already stays as it is.</summary>
    /// <param name="bundle">Tells bundles apart: hexadecimal digits.</param>
    /// <param name="indicators">Its indicators, at least one.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task SaveAsync(string bundle, IReadOnlyList<SharedIndicator> indicators, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await tables.DeleteAsync(Name, TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and Until lt {now}"), cancellationToken);
        if (await tables.FindAsync(Name, Partition, bundle, cancellationToken) is not null)
        {
            return;
        }

        var row = new TableEntity(Partition, bundle) { [Until] = indicators.Max(i => i.Until) };
        Chunks.Put(row, Value, Brotli.Pack(SharedIndicatorJson.Write(indicators)));
        await tables.WriteAsync(Name, [new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)], cancellationToken);
    }
}
