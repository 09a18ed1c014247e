using System.Globalization;
using Azure.Data.Tables;
using Distill.Core.Decisions;

namespace Distill.Functions.Storage;

/// <summary>The provisional verdicts of one commit, as a row of the ledger.</summary>
internal static class ProvisionalRow
{
    /// <summary>Most provisional verdicts of one commit. Compressed, they take a tenth of a row.</summary>
    public const int Most = 500;

    private const string Prefix = "provisional-";
    private const string Json = "Json";
    private const string Ends = "Ends";

    public static TableEntity Of(IReadOnlyList<ProvisionalVerdict> verdicts, long revision)
    {
        var row = new TableEntity(StateTable.Partition, Key(revision)) { [Ends] = verdicts.Max(v => v.Ends) };
        Chunks.Put(row, Json, Brotli.Pack(ProvisionalJson.Write(verdicts)));
        return row;
    }

    public static IReadOnlyList<ProvisionalVerdict> Read(TableEntity row) => ProvisionalJson.Read(Brotli.Unpack(Chunks.Get(row, Json)!));

    /// <summary>The filter for rows committed after one revision and up to another.</summary>
    public static string Between(long after, long through)
    {
        var (from, to) = (Key(after), Key(through));
        return TableClient.CreateQueryFilter($"PartitionKey eq {StateTable.Partition} and RowKey gt {from} and RowKey le {to}");
    }

    /// <summary>The filter for rows of which all verdicts had ended at a time.</summary>
    public static string EndedAt(DateTimeOffset time, long through) =>
        Between(0, through) + " and " + TableClient.CreateQueryFilter($"Ends lt {time}");

    private static string Key(long revision) => Prefix + revision.ToString("d19", CultureInfo.InvariantCulture);
}
