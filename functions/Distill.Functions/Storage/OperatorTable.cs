using System.Globalization;
using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Contracts.Sealing;
using Distill.Core.Newcomers;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Storage;

/// <summary>
/// The marks of the operators that the last runs found: a partition for each run's hour, sealed, in as many rows as it takes. It is written before
/// its run is published. An index that is missing or can't be read counts as none.
/// </summary>
public sealed class OperatorTable(TableStore tables, OperatorIndexCodec codec, ILogger<OperatorTable> log)
{
    public const string Name = "operators";

    private const string Part = "Index";
    private const string Parts = "Parts";

    // Bytes of one row, twelve properties of 64 KiB: in base64 they stay below the 1 MiB of an entity.
    private const int RowBytes = 12 * TableLimits.MaxPropertyBytes;

    /// <summary>Writes an index. Writing it again changes nothing.</summary>
    public async Task SaveAsync(OperatorIndex index, CancellationToken cancellationToken)
    {
        var parts = codec.Write(index).Chunk(RowBytes).ToArray();
        for (var i = 0; i < parts.Length; i++)
        {
            var row = new TableEntity(index.Hour.ToString(), i.ToString("d3", CultureInfo.InvariantCulture)) { [Parts] = parts.Length };
            Chunks.Put(row, Part, parts[i]);

            // One by one: several of them may be more than a transaction takes.
            await tables.WriteAsync(Name, [new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)], cancellationToken);
        }
    }

    /// <summary>The index as of an hour; null if there is none that can be read.</summary>
    public async Task<OperatorIndex?> ReadAsync(Hour hour, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var (parts, read) = (0, 0);
        await foreach (var row in tables.QueryAsync(Name, TableClient.CreateQueryFilter($"PartitionKey eq {hour.ToString()}"), cancellationToken))
        {
            // The first row is the last word: a run that died may have left more of them.
            parts = read == 0 ? row.GetInt32(Parts) ?? 0 : parts;
            if (read++ < parts)
            {
                bytes.Write(Chunks.Get(row, Part));
            }
        }

        return parts == 0 || read < parts ? null : Decode(hour, bytes.ToArray());
    }

    /// <summary>The latest hour that has an index; null if none has.</summary>
    public async Task<Hour?> FindLatestAsync(CancellationToken cancellationToken)
    {
        Hour? latest = null;
        foreach (var hour in await HoursAsync(cancellationToken))
        {
            latest = hour > latest || latest is null ? hour : latest;
        }

        return latest;
    }

    /// <summary>Deletes the indexes of the hours before one.</summary>
    public async Task DeleteBeforeAsync(Hour hour, CancellationToken cancellationToken)
    {
        var limit = hour.ToString();
        await tables.DeleteAsync(Name, TableClient.CreateQueryFilter($"PartitionKey lt {limit}"), cancellationToken);
    }

    private async Task<IEnumerable<Hour>> HoursAsync(CancellationToken cancellationToken) =>
        (await tables.KeysAsync(Name, null, cancellationToken)).Select(k => Hour.Parse(k.PartitionKey)).Distinct();

    private OperatorIndex? Decode(Hour hour, byte[] bytes)
    {
        try
        {
            return codec.Read(hour, bytes);
        }
        catch (Exception e) when (e is MissingKeyException || StorageFault.IsUnreadable(e) || e is EndOfStreamException)
        {
            log.RowUnreadable(e, Name, hour.ToString(), Part);
            return null;
        }
    }
}
