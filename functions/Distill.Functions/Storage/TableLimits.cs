using Azure.Data.Tables;

namespace Distill.Functions.Storage;

/// <summary>The limits of Azure Table Storage. They are checked before sending, because Azurite accepts what Azure refuses.</summary>
/// <remarks>https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model</remarks>
internal static class TableLimits
{
    public const int MaxEntities = 100;
    public const int MaxPropertyBytes = 64 * 1024;
    public const int MaxEntityBytes = 1024 * 1024;

    /// <summary>In characters: 1 KiB in UTF-16. Azurite refuses more too.</summary>
    public const int MaxKeyLength = 512;

    public const int MaxProperties = 252;

    /// <summary>4 MiB, less room for the envelope.</summary>
    public const int MaxTransactionBytes = (4 * 1024 * 1024) - (64 * 1024);

    // The headers and the envelope of one operation in the request.
    private const int OperationBytes = 1024;

    /// <summary>The earliest time that a property may have.</summary>
    public static DateTimeOffset FirstTime { get; } = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The bytes that the entity takes in a transaction's request, as JSON with bytes in base64.</summary>
    /// <exception cref="InvalidOperationException">Azure would refuse the entity.</exception>
    public static int Measure(TableEntity entity)
    {
        CheckKey(entity.PartitionKey);
        CheckKey(entity.RowKey);
        var stored = 4 + (2 * (entity.PartitionKey.Length + entity.RowKey.Length));
        var sent = OperationBytes + (2 * (entity.PartitionKey.Length + entity.RowKey.Length));
        foreach (var (name, value) in entity)
        {
            if (name is "odata.etag" or "PartitionKey" or "RowKey" or "Timestamp" || value is null)
            {
                continue;
            }

            var bytes = value switch
            {
                byte[] b => b.Length,
                string s => 2 * s.Length,
                DateTimeOffset t when t < FirstTime => throw new InvalidOperationException($"{name} is {t:O}; times must be in 1601 or later."),
                _ => 8,
            };
            if (bytes > MaxPropertyBytes)
            {
                throw new InvalidOperationException($"{name} has {bytes:N0} bytes; a property may have {MaxPropertyBytes:N0}.");
            }

            stored += 8 + (2 * name.Length) + 4 + bytes;
            var isBase64 = value is byte[];
            sent += (2 * name.Length) + 64 + (isBase64 ? (bytes + 2) / 3 * 4 : 3 * bytes);
        }

        if (entity.Count > MaxProperties)
        {
            throw new InvalidOperationException($"An entity may have {MaxProperties} properties, not {entity.Count}.");
        }

        return stored <= MaxEntityBytes
            ? sent
            : throw new InvalidOperationException($"The row {entity.RowKey} has {stored:N0} bytes; an entity may have {MaxEntityBytes:N0}.");
    }

    private static void CheckKey(string key)
    {
        if (key.Length > MaxKeyLength || key.AsSpan().ContainsAny(@"/\#?") || key.Any(char.IsControl))
        {
            throw new InvalidOperationException($"\"{key}\" can't be a key.");
        }
    }
}
