using System.Globalization;
using System.Numerics;
using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Core.Portraits;

namespace Distill.Functions.Storage;

/// <summary>
/// The last run's index of values, beside the portraits: a head, and a row for each part of the places. A search reads the head and a few rows,
/// however many values there are. Written before the run publishes. A repeated run writes the same.
/// </summary>
public sealed class ValueTable(TableStore tables, ILogger<ValueTable> log)
{
    private const string Partition = "values";
    private const string Head = "head";
    private const string HourKey = "Hour";
    private const string Bits = "Bits";
    private const string Value = "Json";

    // Values of a row, on average at least; it may be twice as many. So many take some ten kilobytes of the megabyte that an entity may have.
    private const int OfRow = 500;

    // Most bytes of a row. Where ids are so long that it takes more, the values are kept without the accounts.
    private const int MostBytes = 12 * TableLimits.MaxPropertyBytes;

    // Most bits of a place that choose the row.
    private const int MostBits = 13;

    // Attempts to read what is replaced meanwhile.
    private const int Attempts = 5;

    /// <summary>Stores a run's index over that of the run before, unless a later run's is there.</summary>
    public async Task SaveAsync(ValueIndex index, CancellationToken cancellationToken)
    {
        if (
            await tables.FindAsync(PortraitTable.Name, Partition, Head, cancellationToken) is { } stored
            && log.TryRead<Hour?>(PortraitTable.Name, stored, () => HourOf(stored)) > index.Hour
        )
        {
            return;
        }

        var bits = Math.Min(MostBits, BitOperations.Log2((uint)(index.Values.Count / OfRow) + 1));
        var values = index.Values.ToLookup(v => RowOf(v.Place, bits));
        var head = new TableEntity(Partition, Head) { [HourKey] = index.Hour.ToString(), [Bits] = bits };
        await tables.WriteAsync(
            PortraitTable.Name,
            Enumerable
                .Range(0, 1 << bits)
                .Select(row => Row(index.Hour, row, [.. values[row]]))
                .Prepend(head)
                .Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)),
            cancellationToken
        );
    }

    /// <summary>The values of the last run that a query means, by fingerprint.</summary>
    public async Task<IReadOnlyList<IndexedValue>> FindAsync(ValueQuery query, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (
                await tables.FindAsync(PortraitTable.Name, Partition, Head, cancellationToken) is not { } head
                || log.TryRead<(Hour Hour, int Bits)?>(PortraitTable.Name, head, () => (HourOf(head), head.GetInt32(Bits)!.Value)) is not { } last
            )
            {
                return [];
            }

            var rows = await Task.WhenAll(
                RowsOf(query, last.Bits).Select(r => tables.FindAsync(PortraitTable.Name, Partition, KeyOf(r), cancellationToken))
            );

            // Rows of another hour are being replaced.
            var known = rows.OfType<TableEntity>().ToArray();
            if (
                known.Length == rows.Length
                && known.All(r => log.TryRead<Hour?>(PortraitTable.Name, r, () => HourOf(r)) is not { } hour || hour == last.Hour)
            )
            {
                return [.. known.SelectMany(r => log.TryRead(PortraitTable.Name, r, () => Read(r)) ?? []).Where(query.Means)];
            }
        }

        return [];
    }

    /// <summary>Deletes what is of an hour before one.</summary>
    public Task<int> DeleteBeforeAsync(Hour hour, CancellationToken cancellationToken) =>
        tables.DeleteAsync(
            PortraitTable.Name,
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and Hour lt {hour.ToString()}"),
            cancellationToken
        );

    private static IReadOnlyList<IndexedValue> Read(TableEntity row) => ValueIndexJson.Read(Brotli.Unpack(Chunks.Get(row, Value) ?? []));

    private static Hour HourOf(TableEntity row) => Hour.Parse(row.GetString(HourKey));

    private static TableEntity Row(Hour hour, int number, IndexedValue[] values)
    {
        var row = new TableEntity(Partition, KeyOf(number)) { [HourKey] = hour.ToString() };
        var packed = Brotli.Pack(ValueIndexJson.Write(values));
        Chunks.Put(row, Value, packed.Length <= MostBytes ? packed : Brotli.Pack(ValueIndexJson.Write([.. values.Select(WithoutAccounts)])));
        return row;
    }

    private static IEnumerable<int> RowsOf(ValueQuery query, int bits) =>
        query.Ranges.SelectMany(r => Enumerable.Range(RowOf(r.First, bits), RowOf(r.Last, bits) - RowOf(r.First, bits) + 1)).Distinct().Order();

    // By the first bits.
    private static int RowOf(ulong place, int bits) => bits == 0 ? 0 : (int)(place >> (64 - bits));

    private static IndexedValue WithoutAccounts(IndexedValue value) =>
        value with
        {
            Clusters = [.. value.Clusters.Select(c => c with { Accounts = [] })],
        };

    private static string KeyOf(int row) => row.ToString("d5", CultureInfo.InvariantCulture);
}
