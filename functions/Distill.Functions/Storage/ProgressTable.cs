using System.Collections.Concurrent;
using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Functions.Batches;

namespace Distill.Functions.Storage;

/// <summary>
/// Tells the correlation how far the ingestion came. For each hub partition and hour there is a row that changes when windows of that hour do. For
/// each hub partition there is a row under the key <c>partitions</c> with the latest call's time. Hours are written first, so that a reader that sees
/// a time also sees the windows before it.
/// </summary>
public sealed class ProgressTable(TableStore tables, TimeProvider time, ILogger<ProgressTable> log)
{
    public const string Name = "progress";
    private const string Partitions = "partitions";
    private const string Hours = "hours-";

    // Sorts after all keys that begin with Hours.
    private const string HoursEnd = "hours.";

    // Clocks of instances differ by less.
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<HubPartition, PartitionProgress> _known = [];

    /// <summary>Notes that a batch is stored.</summary>
    /// <returns>Which events the hub has numbered that no batch brought.</returns>
    public async Task<IReadOnlyList<SequenceGap>> SaveAsync(EventBatch batch, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (known, gaps) = await ReadAsync(batch, cancellationToken);
        _known.TryRemove(batch.Partition, out _);
        if (batch.Calls.Count > 0)
        {
            var key = HoursKey(batch.Partition);
            var rows = batch.Calls.Keys.Select(hour => new TableEntity(key, hour.ToString()) { ["Sequence"] = batch.LastSequence });
            await tables.WriteAsync(Name, rows.Select(Upsert), cancellationToken);
        }

        var next = new PartitionProgress
        {
            Partition = batch.Partition,
            LastSequence = Math.Max(known?.LastSequence ?? -1, batch.LastNumber),
            LatestCall = Later(known?.LatestCall, batch.LatestCall),
            FirstAt = known?.FirstAt < now ? known.FirstAt : now,
            UpdatedAt = now,
            CallsAt = batch.Calls.Count > 0 ? now : known?.CallsAt ?? now,
        };
        await tables.WriteAsync(Name, [Upsert(ToEntity(next))], cancellationToken);

        // Other instances write the row of HTTP too. If a time falls back by that, an hour is closed later, never earlier.
        if (batch.Partition != HubPartition.Http)
        {
            _known[batch.Partition] = next;
        }

        return gaps;
    }

    /// <summary>Which events the hub has numbered that no batch brought, before a batch or in it.</summary>
    public async Task<IReadOnlyList<SequenceGap>> FindGapsAsync(EventBatch batch, CancellationToken cancellationToken) =>
        (await ReadAsync(batch, cancellationToken)).Gaps;

    /// <summary>
    /// Notes that a batch's events were given up. Then their numbers are no gap. What the correlation reads stays as it is: no call was stored.
    /// </summary>
    /// <returns>Which events the hub has numbered that no batch brought.</returns>
    public async Task<IReadOnlyList<SequenceGap>> PassAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        var (known, gaps) = await ReadAsync(batch, cancellationToken);
        _known.TryRemove(batch.Partition, out _);
        if (known?.LastSequence < batch.LastNumber)
        {
            await tables.WriteAsync(Name, [Upsert(ToEntity(known with { LastSequence = batch.LastNumber }))], cancellationToken);
        }

        return gaps;
    }

    /// <summary>
    /// All hub partitions that ever had an event. A time that has not come yet is from a wrong clock. It counts as when the store's clock
    /// says that the row was written. If that has not come either, our own clock is behind, and it counts as now.
    /// </summary>
    public async Task<List<PartitionProgress>> ReadPartitionsAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var partitions = new List<PartitionProgress>();
        await foreach (var row in tables.QueryAsync(Name, TableClient.CreateQueryFilter($"PartitionKey eq {Partitions}"), cancellationToken))
        {
            if (Read(row, ToProgress) is { } progress)
            {
                partitions.Add(progress.NotAfter(now + s_skew, row.Timestamp < now ? row.Timestamp.Value : now));
            }
        }

        return partitions;
    }

    /// <summary>
    /// The hours from <paramref name="first"/> on for which a hub partition has windows. The version of each changes when its windows do.
    /// </summary>
    public async Task<List<HourProgress>> ReadHoursAsync(HubPartition partition, Hour? first, CancellationToken cancellationToken)
    {
        var hours = new List<HourProgress>();
        var from = first?.ToString() ?? "";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {HoursKey(partition)} and RowKey ge {from}");
        await foreach (var row in tables.QueryAsync(Name, filter, cancellationToken))
        {
            if (Read(row, r => ToHour(partition, r)) is { } hour)
            {
                hours.Add(hour);
            }
        }

        return hours;
    }

    /// <summary>Deletes the rows of hours before a day. Their windows are deleted next.</summary>
    public Task DeleteBeforeAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var first = Hour.Of(new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)).ToString();
        return tables.DeleteAsync(
            Name,
            TableClient.CreateQueryFilter($"PartitionKey ge {Hours} and PartitionKey lt {HoursEnd} and RowKey lt {first}"),
            cancellationToken
        );
    }

    private static HourProgress? ToHour(HubPartition partition, TableEntity row)
    {
        var hour = Hour.Parse(row.RowKey);
        return hour.Start >= EventLimits.Earliest
            ? new HourProgress(partition, hour, row.ETag, row.Timestamp ?? default)
            : throw new InvalidDataException($"{hour} is too long ago.");
    }

    // A row that can't be read counts as missing. It must not stop the correlation of all others.
    private T? Read<T>(TableEntity row, Func<TableEntity, T?> read) => log.TryRead(Name, row, () => read(row));

    private async Task<(PartitionProgress? Known, IReadOnlyList<SequenceGap> Gaps)> ReadAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(batch.Partition, out var known) && Gaps(known, batch) is [])
        {
            return (known, []);
        }

        // Another instance may have had the partition meanwhile. Only the row says what came.
        known = await FindAsync(batch.Partition, cancellationToken);
        return (known, Gaps(known, batch));
    }

    private static IReadOnlyList<SequenceGap> Gaps(PartitionProgress? known, EventBatch batch) =>
        SequenceGap.Find(known is { LastSequence: >= 0 and var last } ? last : null, batch.Events);

    private static string HoursKey(HubPartition partition) => Hours + TableKey.Escape(partition.Id);

    private async Task<PartitionProgress?> FindAsync(HubPartition partition, CancellationToken cancellationToken) =>
        await tables.FindAsync(Name, Partitions, TableKey.Escape(partition.Id), cancellationToken) is { } row ? Read(row, ToProgress) : null;

    private static TableEntity ToEntity(PartitionProgress progress)
    {
        var row = new TableEntity(Partitions, TableKey.Escape(progress.Partition.Id))
        {
            ["LastSequence"] = progress.LastSequence,
            ["FirstAt"] = progress.FirstAt,
            ["UpdatedAt"] = progress.UpdatedAt,
            ["CallsAt"] = progress.CallsAt,
        };
        if (progress.LatestCall is { } latest)
        {
            row["MaxEventTime"] = latest.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        }

        return row;
    }

    private static PartitionProgress ToProgress(TableEntity row) =>
        new()
        {
            Partition = new HubPartition(TableKey.Unescape(row.RowKey)),
            LastSequence = row.GetInt64("LastSequence") ?? -1,
            LatestCall = row.GetString("MaxEventTime") is { } text ? Latest(text) : null,
            FirstAt = row.GetDateTimeOffset("FirstAt") ?? default,
            UpdatedAt = row.GetDateTimeOffset("UpdatedAt") ?? default,

            // A row that an earlier version wrote lacks it.
            CallsAt = row.GetDateTimeOffset("CallsAt") ?? row.GetDateTimeOffset("UpdatedAt") ?? default,
        };

    // An earlier build took calls of any year.
    private static DateTimeOffset? Latest(string text)
    {
        var time = DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return time >= EventLimits.Earliest ? time : null;
    }

    private static TableTransactionAction Upsert(TableEntity row) => new(TableTransactionActionType.UpsertReplace, row);

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b ?? a : a;
}

/// <summary>How far one hub partition came.</summary>
public sealed record PartitionProgress
{
    public required HubPartition Partition { get; init; }

    public required long LastSequence { get; init; }

    /// <summary>Event time of the latest call; null if there was none.</summary>
    public required DateTimeOffset? LatestCall { get; init; }

    /// <summary>When its first batch was saved.</summary>
    public required DateTimeOffset FirstAt { get; init; }

    /// <summary>When its last batch was saved.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When its last batch with calls was saved.</summary>
    public DateTimeOffset CallsAt { get; init; }

    /// <summary>The same, with <paramref name="instead"/> for each time after <paramref name="limit"/>.</summary>
    public PartitionProgress NotAfter(DateTimeOffset limit, DateTimeOffset instead)
    {
        return this with { FirstAt = Known(FirstAt), UpdatedAt = Known(UpdatedAt), CallsAt = Known(CallsAt) };

        DateTimeOffset Known(DateTimeOffset time) => time > limit ? instead : time;
    }
}

/// <summary>An hour for which a hub partition has windows. They were last written at <paramref name="Written"/>, by the store's clock.</summary>
public readonly record struct HourProgress(HubPartition Partition, Hour Hour, ETag Version, DateTimeOffset Written);
