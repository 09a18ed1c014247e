using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Distill.Contracts;

namespace Distill.Functions.Storage;

/// <summary>The ledger's head as a row.</summary>
internal static class LedgerHeadRow
{
    public static TableEntity Of(LedgerHead head)
    {
        var row = new TableEntity(StateTable.Partition, StateTable.Head)
        {
            ["Epoch"] = head.Epoch,
            ["Revision"] = head.Revision,
            ["Simulated"] = head.Simulated,
            ["SettledAt"] = head.SettledAt,
            ["Pruned"] = head.Pruned,
            ["Ended"] = head.Ended,
        };
        if (head.Hour is { } hour)
        {
            row["Hour"] = hour.ToString();
        }

        if (head.EndedHour is { } ended)
        {
            row["EndedHour"] = ended.ToString();
        }

        return row;
    }

    public static LedgerHead Read(TableEntity row) =>
        new()
        {
            Epoch = row.GetGuid("Epoch") ?? throw new InvalidDataException("The head has no epoch."),
            Revision = row.GetInt64("Revision") is { } revision and >= 0 ? revision : throw new InvalidDataException("The head has no revision."),
            Hour = HourOf(row, "Hour"),
            Simulated = row.GetBoolean("Simulated") ?? false,
            SettledAt = row.GetDateTimeOffset("SettledAt") ?? default,
            Pruned = row.GetInt64("Pruned") ?? 0,
            Ended = row.GetInt64("Ended") ?? 0,
            EndedHour = HourOf(row, "EndedHour"),
            Version = row.ETag,
        };

    /// <summary>A head of which each value that can't be read is replaced.</summary>
    /// <param name="row">The row.</param>
    /// <param name="watermark">The watermark's row; null if there is none.</param>
    /// <param name="lastRevision">The last revision of a decision or segment.</param>
    /// <param name="lastAt">When the last of them was made. The next settlement finds what has ended since.</param>
    /// <exception cref="FormatException">Neither row tells the hour that is published.</exception>
    /// <exception cref="InvalidOperationException">The same.</exception>
    public static LedgerHead Mend(TableEntity row, TableEntity? watermark, long lastRevision, DateTimeOffset lastAt) =>
        new()
        {
            Epoch = EpochOf(row),
            Revision = Math.Max(lastRevision, Or(() => row.GetInt64("Revision"), 0L)),
            Hour = Published(row, watermark),
            Simulated = Or(() => row.GetBoolean("Simulated"), false),

            SettledAt = Or(() => row.GetDateTimeOffset("SettledAt"), lastAt),
            Version = row.ETag,
            IsMended = true,
        };

    private static Hour? Published(TableEntity row, TableEntity? watermark)
    {
        try
        {
            return watermark is null ? HourOf(row, "Hour") : HourOf(watermark, "Hour");
        }
        catch (Exception e) when (StorageFault.IsUnreadable(e) && watermark is not null)
        {
            return HourOf(row, "Hour");
        }
    }

    // From the row's version: all who read this row get the same.
    private static Guid EpochOf(TableEntity row) => new(SHA256.HashData(Encoding.UTF8.GetBytes(row.ETag.ToString())).AsSpan(0, 16));

    private static Hour? HourOf(TableEntity row, string name) => row.GetString(name) is { } hour ? Hour.Parse(hour) : null;

    private static T Or<T>(Func<T?> read, T instead)
        where T : struct
    {
        try
        {
            return read() ?? instead;
        }
        catch (Exception e) when (StorageFault.IsUnreadable(e))
        {
            return instead;
        }
    }
}
