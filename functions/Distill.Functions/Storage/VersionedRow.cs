using Distill.Contracts;

namespace Distill.Functions.Storage;

/// <summary>A value as of the end of an hour; null when from that hour on there is none.</summary>
internal readonly record struct HourValue(Hour Hour, byte[]? Bytes);

/// <summary>A value and the one that it replaced.</summary>
internal sealed record VersionedRow(string PartitionKey, string RowKey, HourValue Now, HourValue? Was)
{
    /// <summary>
    /// A run that died wrote it and never moved the watermark. The run that repeats it may save at other hours: it has to write the row again,
    /// whatever it finds.
    /// </summary>
    public bool IsLeftBehind(Hour? watermark) => watermark is not { } hour || Now.Hour > hour;

    /// <summary>What the row said when the watermark was reached; null when it was not there yet.</summary>
    public HourValue? AsOf(Hour? watermark) =>
        watermark is not { } hour ? null
        : Now.Hour <= hour ? Now
        : Was is { } was && was.Hour <= hour ? was
        : null;
}
