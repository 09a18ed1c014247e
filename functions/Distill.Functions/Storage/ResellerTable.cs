using Azure;
using Azure.Data.Tables;
using Distill.Contracts;
using Distill.Core.Resellers;

namespace Distill.Functions.Storage;

/// <summary>
/// The last review of resellers and clouds: a partition for its hour, a row for each channel, and a head that names the hour. The head is written
/// last, so a reader sees a whole review or the one before. A repeated run writes the same values again.
/// </summary>
public sealed class ResellerTable(TableStore tables, ILogger<ResellerTable> log)
{
    public const string Name = "resellers";

    // It comes after all hours, which are digits.
    private const string Head = "head";

    // The hours of the last review and of the one before it.
    private const string AsOf = "Hour";
    private const string Before = "Before";

    private const string Report = "Report";
    private const string Requests = "Requests";

    // Attempts to read a review that is replaced meanwhile.
    private const int Attempts = 5;

    /// <summary>Most requests of a channel that are kept, the flagged and busiest accounts first. The row must hold them.</summary>
    public const int MostRequests = 2000;

    /// <summary>Stores a review, unless a later one is there. It can be repeated: the review before it stays the same.</summary>
    public async Task SaveAsync(ResellerReview review, CancellationToken cancellationToken)
    {
        var head = await tables.FindAsync(Name, Head, Head, cancellationToken);
        if ((head is null && review.Channels.Count == 0) || HourOf(head) > review.Hour)
        {
            return;
        }

        var before = HourOf(head) == review.Hour ? HourOf(head, Before) : HourOf(head);
        await tables.WriteAsync(
            Name,
            review.Channels.Select(c => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Row(review.Hour, c))),
            cancellationToken
        );
        var now = new TableEntity(Head, Head)
        {
            [AsOf] = review.Hour.ToString(),
            [Before] = before?.ToString(),
            ["Accounts"] = review.Population.Accounts,
            ["Assessed"] = review.Population.Assessed,
            ["Flagged"] = review.Population.Flagged,
            ["Calls"] = review.Population.Calls,
        };
        try
        {
            await tables.WriteAsync(
                Name,
                [
                    head is null
                        ? new TableTransactionAction(TableTransactionActionType.Add, now)
                        : new TableTransactionAction(TableTransactionActionType.UpdateReplace, now, head.ETag),
                ],
                cancellationToken
            );
        }
        catch (RequestFailedException e) when (StorageFault.IsConflict(e))
        {
            // Another instance stored a review meanwhile, of this hour or a later one.
            return;
        }

        // The review before stays for those who are reading it.
        if (before is { } kept)
        {
            await tables.DeleteAsync(Name, TableClient.CreateQueryFilter($"PartitionKey lt {kept.ToString()}"), cancellationToken);
        }
    }

    /// <summary>The figures of the last review, without requests. Null before the first.</summary>
    public async Task<ResellerReview?> ReadAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; await tables.FindAsync(Name, Head, Head, cancellationToken) is { } head; attempt++)
        {
            var hour = HourOf(head)!.Value;
            var channels = new List<ReviewedChannel>();
            await foreach (
                var row in tables.QueryAsync(
                    Name,
                    TableClient.CreateQueryFilter($"PartitionKey eq {hour.ToString()}"),
                    ["PartitionKey", "RowKey", Chunks.First(Report)],
                    cancellationToken
                )
            )
            {
                if (log.TryRead(Name, row, () => ReviewJson.ReadReport(Brotli.Unpack(Chunks.Get(row, Report)!))) is { } report)
                {
                    channels.Add(new ReviewedChannel(report, []));
                }
            }

            // A review is deleted only after the second one that followed it.
            if (channels.Count > 0 || attempt == Attempts || HourOf(await tables.FindAsync(Name, Head, Head, cancellationToken)) == hour)
            {
                return new ResellerReview(hour, PopulationOf(head), [.. channels.OrderBy(c => c.Channel)]);
            }
        }

        return null;
    }

    /// <summary>One channel of the last review with its requests, and the review's hour. Null when it is not in the review.</summary>
    public async Task<(ReviewedChannel Channel, Hour Hour)?> FindAsync(Channel channel, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (HourOf(await tables.FindAsync(Name, Head, Head, cancellationToken)) is not { } hour)
            {
                return null;
            }

            if (await tables.FindAsync(Name, hour.ToString(), KeyOf(channel), cancellationToken) is { } row)
            {
                return log.TryRead(Name, row, () => Read(row)) is { } read ? (read, hour) : null;
            }
        }

        return null;
    }

    /// <summary>Deletes the reviews of the hours before one, also the last.</summary>
    public async Task DeleteBeforeAsync(Hour hour, CancellationToken cancellationToken)
    {
        if (await tables.FindAsync(Name, Head, Head, cancellationToken) is { } head && HourOf(head) < hour)
        {
            await tables.DeleteUnchangedAsync(Name, head, cancellationToken);
        }

        await tables.DeleteAsync(Name, TableClient.CreateQueryFilter($"PartitionKey lt {hour.ToString()}"), cancellationToken);
    }

    private static ReviewedChannel Read(TableEntity row) =>
        new(ReviewJson.ReadReport(Brotli.Unpack(Chunks.Get(row, Report)!)), ReviewJson.ReadRequests(Brotli.Unpack(Chunks.Get(row, Requests)!)));

    private static TableEntity Row(Hour hour, ReviewedChannel channel)
    {
        var row = new TableEntity(hour.ToString(), KeyOf(channel.Channel))
        {
            ["Grade"] = channel.Report.Grade.ToString(),
            ["Accounts"] = channel.Report.Accounts,
        };
        Chunks.Put(row, Report, Brotli.Pack(ReviewJson.Write(channel.Report)));
        Chunks.Put(row, Requests, Brotli.Pack(ReviewJson.Write([.. channel.Requests.Take(MostRequests)])));
        return row;
    }

    private static string KeyOf(Channel channel) => TableKey.Escape(channel.ToString());

    private static Hour? HourOf(TableEntity? head, string property = AsOf) => head?.GetString(property) is { } hour ? Hour.Parse(hour) : null;

    private static ReviewedPopulation PopulationOf(TableEntity head) =>
        new(head.GetInt32("Accounts") ?? 0, head.GetInt32("Assessed") ?? 0, head.GetInt32("Flagged") ?? 0, head.GetInt64("Calls") ?? 0);
}
