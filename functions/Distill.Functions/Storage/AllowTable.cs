using Azure;
using Azure.Data.Tables;
using Distill.Core.Profiles;

namespace Distill.Functions.Storage;

/// <summary>Entries of the allow-lists: a row each. None is ever changed; a later one on the same value replaces it.</summary>
public sealed class AllowTable(TableStore tables, ILogger<AllowTable> log)
{
    public const string Name = "allowlist";
    private const string Partition = "allowed";

    /// <summary>All entries.</summary>
    public async Task<AllowList> ReadAsync(CancellationToken cancellationToken)
    {
        var entries = new List<AllowEntry>();
        await foreach (var row in tables.QueryAsync(Name, TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"), cancellationToken))
        {
            if (log.TryRead(Name, row, () => ToEntry(row)) is { } entry)
            {
                entries.Add(entry);
            }
        }

        return new AllowList([.. entries.OrderBy(e => e.At).ThenBy(e => e.Id, StringComparer.Ordinal)]);
    }

    /// <summary>Keeps an entry. Returns the one under its id: this one, or one that was made before.</summary>
    public async Task<AllowEntry> AddAsync(AllowEntry entry, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, entry.Id)
        {
            ["Kind"] = entry.Kind.ToString(),
            ["Value"] = entry.Value,
            ["Allows"] = entry.Allows,
            ["By"] = entry.By,
            ["Why"] = entry.Why,
            ["At"] = entry.At,
            ["Request"] = entry.Request,
        };
        if (entry.Expires is { } end)
        {
            row["Expires"] = end;
        }

        try
        {
            await tables.WriteAsync(Name, [new TableTransactionAction(TableTransactionActionType.Add, row)], cancellationToken);
            return entry;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return await FindAsync(entry.Id, cancellationToken) ?? throw new InvalidOperationException($"The entry {entry.Id} can't be read.", e);
        }
    }

    /// <summary>The entry under an id; null if there is none.</summary>
    public async Task<AllowEntry?> FindAsync(string id, CancellationToken cancellationToken) =>
        await tables.FindAsync(Name, Partition, id, cancellationToken) is { } row ? log.TryRead(Name, row, () => ToEntry(row)) : null;

    private static AllowEntry ToEntry(TableEntity row) =>
        new()
        {
            Id = row.RowKey,
            Kind = Enum.Parse<AllowKind>(row.GetString("Kind")),
            Value = row.GetString("Value"),
            Allows = row.GetBoolean("Allows") ?? false,
            By = row.GetString("By"),
            Why = row.GetString("Why"),
            At = row.GetDateTimeOffset("At") ?? default,
            Expires = row.GetDateTimeOffset("Expires"),
            Request = row.GetString("Request"),
        };
}
