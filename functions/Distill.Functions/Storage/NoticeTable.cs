using Azure;
using Azure.Data.Tables;
using Distill.Contracts;

namespace Distill.Functions.Storage;

/// <summary>
/// Notifications to be sent, and what was told of each cluster. One transaction writes both, so that no news is told twice or forgotten. A
/// notification that was delivered is deleted. One that could not be stays as a dead letter.
/// </summary>
public sealed class NoticeTable(TableStore tables, ILogger<NoticeTable> log)
{
    public const string Name = "notices";

    // One partition, because a transaction spans no two.
    private const string Partition = "notices";
    private const string Told = "told-";
    private const string Due = "due-";
    private const string Dead = "dead-";

    /// <summary>What was told of each cluster.</summary>
    public async Task<Dictionary<ClusterId, ToldCluster>> ReadToldAsync(CancellationToken cancellationToken)
    {
        var told = new Dictionary<ClusterId, ToldCluster>();
        await foreach (var row in RowsAsync(Told, cancellationToken))
        {
            if (log.TryRead(Name, row, () => ToTold(row)) is { } one)
            {
                told[one.Cluster] = one;
            }
        }

        return told;
    }

    /// <summary>Keeps what is told from now on, and its notification if there is one.</summary>
    /// <returns>False if another run did so meanwhile. Then nothing was written.</returns>
    public async Task<bool> TryTellAsync(ToldCluster told, Notice? notice, CancellationToken cancellationToken)
    {
        var row = new TableEntity(Partition, $"{Told}{told.Cluster}") { ["Accounts"] = told.Accounts, ["Dissolved"] = told.IsDissolved };
        List<TableTransactionAction> actions =
        [
            told.Version is { } version
                ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, version)
                : new TableTransactionAction(TableTransactionActionType.Add, row),
        ];
        if (notice is not null)
        {
            actions.Add(new TableTransactionAction(TableTransactionActionType.Add, ToEntity(Due, notice)));
        }

        try
        {
            await tables.CommitAsync(Name, actions, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (StorageFault.IsConflict(e))
        {
            return false;
        }
    }

    /// <summary>Notifications that are to be sent by now, the oldest first.</summary>
    public async Task<IReadOnlyList<Notice>> ReadDueAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        [.. (await ReadAsync(Due, cancellationToken)).Where(n => n.NextAt <= now).OrderBy(n => n.At).ThenBy(n => n.Id, StringComparer.Ordinal)];

    /// <summary>Notifications that could not be delivered.</summary>
    public Task<IReadOnlyList<Notice>> ReadDeadAsync(CancellationToken cancellationToken) => ReadAsync(Dead, cancellationToken);

    /// <summary>Deletes a notification that was delivered.</summary>
    public Task DeleteAsync(Notice notice, CancellationToken cancellationToken) =>
        tables.DeleteAsync(Name, [(Partition, Due + notice.Id)], cancellationToken);

    /// <summary>Keeps when to try again.</summary>
    public Task PostponeAsync(Notice notice, CancellationToken cancellationToken) =>
        tables.WriteAsync(Name, [new TableTransactionAction(TableTransactionActionType.UpsertReplace, ToEntity(Due, notice))], cancellationToken);

    /// <summary>Makes a notification a dead letter.</summary>
    public Task GiveUpAsync(Notice notice, CancellationToken cancellationToken) =>
        tables.CommitAsync(
            Name,
            [
                new TableTransactionAction(TableTransactionActionType.UpsertReplace, ToEntity(Dead, notice)),
                new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(Partition, Due + notice.Id), ETag.All),
            ],
            cancellationToken
        );

    private async Task<IReadOnlyList<Notice>> ReadAsync(string prefix, CancellationToken cancellationToken)
    {
        var notices = new List<Notice>();
        await foreach (var row in RowsAsync(prefix, cancellationToken))
        {
            if (log.TryRead(Name, row, () => ToNotice(row, prefix)) is { } notice)
            {
                notices.Add(notice);
            }
        }

        return notices;
    }

    private IAsyncEnumerable<TableEntity> RowsAsync(string prefix, CancellationToken cancellationToken)
    {
        // What comes after every key that begins like this.
        var end = $"{prefix[..^1]}.";
        return tables.QueryAsync(
            Name,
            TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {prefix} and RowKey lt {end}"),
            cancellationToken
        );
    }

    private static TableEntity ToEntity(string prefix, Notice notice)
    {
        var row = new TableEntity(Partition, prefix + notice.Id)
        {
            ["At"] = notice.At,
            ["Attempts"] = notice.Attempts,
            ["NextAt"] = notice.NextAt,
            ["Fault"] = notice.Fault,
        };
        Chunks.Put(row, "Body", notice.Body);
        return row;
    }

    private static Notice ToNotice(TableEntity row, string prefix) =>
        new(row.RowKey[prefix.Length..], Chunks.Get(row, "Body") ?? [])
        {
            At = row.GetDateTimeOffset("At") ?? default,
            Attempts = row.GetInt32("Attempts") ?? 0,
            NextAt = row.GetDateTimeOffset("NextAt") ?? default,
            Fault = row.GetString("Fault"),
        };

    private static ToldCluster ToTold(TableEntity row) =>
        new(ClusterId.Parse(row.RowKey[Told.Length..]), row.GetInt32("Accounts") ?? 0, row.GetBoolean("Dissolved") ?? false, row.ETag);
}

/// <summary>What was told of a cluster last.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Accounts">How many accounts it had then.</param>
/// <param name="IsDissolved">True if it has dissolved since.</param>
/// <param name="Version">The row's version; null if there is none yet.</param>
public sealed record ToldCluster(ClusterId Cluster, int Accounts, bool IsDissolved, ETag? Version);

/// <summary>A notification.</summary>
/// <param name="Id">Its id. However often it is sent, it is the same.</param>
/// <param name="Body">The bytes that are sent.</param>
public sealed record Notice(string Id, byte[] Body)
{
    /// <summary>When it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How often it was sent in vain.</summary>
    public int Attempts { get; init; }

    /// <summary>When to send it.</summary>
    public DateTimeOffset NextAt { get; init; }

    /// <summary>Why it was not delivered last; null if nobody has tried.</summary>
    public string? Fault { get; init; }
}
