using Azure;
using Azure.Data.Tables;
using Distill.Contracts;

namespace Distill.Functions.Storage;

/// <summary>
/// What analysts write at their desk: whom a cluster is assigned to, and notes. Each entry is a row of its own, and none is ever changed. Decisions
/// are not here but in the ledger, because they change verdicts.
/// </summary>
public sealed class DeskTable(TableStore tables, ILogger<DeskTable> log)
{
    public const string Name = "desk";

    private const string Cases = "cases";
    private const string Seen = "seen";

    // No id has a tilde, and it comes after every character that ids have.
    private const char Apart = '~';

    // The longest notes are read only for the page that shows them.
    private static readonly string[] s_short = ["PartitionKey", "RowKey", "Kind", "By", "At", "Assignee"];

    /// <summary>
    /// Keeps an entry. An entry with the same cluster and id is kept once. False if there is one with the same id that says something else: then
    /// nothing is kept.
    /// </summary>
    public async Task<bool> AddAsync(DeskEntry entry, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Cases, $"{entry.Cluster}{Apart}{entry.Id}")
        {
            ["Kind"] = entry.Kind.ToString(),
            ["By"] = entry.By,
            ["At"] = entry.At,
            [entry.Kind == DeskEntryKind.Assignment ? "Assignee" : "Text"] = entry.Text,
        };
        try
        {
            await tables.WriteAsync(Name, [new TableTransactionAction(TableTransactionActionType.Add, row)], cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // The form was sent twice.
            return await tables.FindAsync(Name, Cases, row.RowKey, cancellationToken) is { } kept
                && log.TryRead(Name, kept, () => ToEntry(kept)) is { } was
                && (was.By, was.Text) == (entry.By, entry.Text);
        }
    }

    /// <summary>All entries on a cluster, oldest first.</summary>
    public Task<IReadOnlyList<DeskEntry>> ReadAsync(ClusterId cluster, CancellationToken cancellationToken)
    {
        var (from, to) = ($"{cluster}{Apart}", $"{cluster}{Apart}{Apart}");
        return ReadAsync(
            TableClient.CreateQueryFilter($"PartitionKey eq {Cases} and RowKey ge {from} and RowKey lt {to}"),
            properties: null,
            cancellationToken
        );
    }

    /// <summary>All entries on all clusters, oldest first. Notes come without their text.</summary>
    public Task<IReadOnlyList<DeskEntry>> ReadAllAsync(CancellationToken cancellationToken) =>
        ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Cases}"), s_short, cancellationToken);

    /// <summary>Up to when somebody has marked all clusters as seen; null if never.</summary>
    /// <param name="person">Who; empty where nobody signs in.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<DateTimeOffset?> FindSeenAsync(string person, CancellationToken cancellationToken) =>
        await tables.FindAsync(Name, Seen, KeyOf(person), cancellationToken) is { } row
            ? log.TryRead(Name, row, () => row.GetDateTimeOffset("Through"))
            : null;

    /// <summary>Notes that somebody has seen all clusters up to a time.</summary>
    public Task MarkSeenAsync(string person, DateTimeOffset through, CancellationToken cancellationToken) =>
        tables.WriteAsync(
            Name,
            [new TableTransactionAction(TableTransactionActionType.UpsertReplace, new TableEntity(Seen, KeyOf(person)) { ["Through"] = through })],
            cancellationToken
        );

    private static string KeyOf(string person) => $"{Apart}{TableKey.Escape(person, 1)}";

    private async Task<IReadOnlyList<DeskEntry>> ReadAsync(string filter, IEnumerable<string>? properties, CancellationToken cancellationToken)
    {
        var entries = new List<DeskEntry>();
        await foreach (var row in tables.QueryAsync(Name, filter, properties, cancellationToken))
        {
            if (log.TryRead(Name, row, () => ToEntry(row)) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return [.. entries.OrderBy(e => e.At).ThenBy(e => e.Id, StringComparer.Ordinal)];
    }

    private static DeskEntry ToEntry(TableEntity row)
    {
        var key = row.RowKey.Split(Apart);
        var by = row.GetString("By") ?? throw new InvalidDataException("It has no By.");
        return new DeskEntry(ClusterId.Parse(key[0]), key[1], Enum.Parse<DeskEntryKind>(row.GetString("Kind")), by)
        {
            At = row.GetDateTimeOffset("At") ?? default,
            Text = row.GetString("Assignee") ?? row.GetString("Text") ?? "",
        };
    }
}

/// <summary>What an analyst wrote on a cluster.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Id">The entry's id: one id is one entry.</param>
/// <param name="Kind">What it is.</param>
/// <param name="By">Who wrote it.</param>
public sealed record DeskEntry(ClusterId Cluster, string Id, DeskEntryKind Kind, string By)
{
    public required DateTimeOffset At { get; init; }

    /// <summary>The note, or whom the cluster is assigned to; empty for nobody.</summary>
    public required string Text { get; init; }
}

/// <summary>Kinds of entries.</summary>
public enum DeskEntryKind
{
    Note,
    Assignment,
}
