using Distill.Contracts;

namespace Distill.Functions.Storage;

/// <summary>A value as of the end of an hour; null if there is none from that hour on.</summary>
internal readonly record struct HourValue(Hour Hour, byte[]? Bytes);

/// <summary>A value, and the value before it.</summary>
internal sealed record VersionedRow(string PartitionKey, string RowKey, HourValue Now, HourValue? Was)
{
    /// <summary>
    /// A run wrote it, and died before it moved the watermark. The run that repeats it may save at other hours, so it has to write the row again in
    /// any case.
    /// </summary>
    public bool IsLeftBehind(Hour? watermark) => watermark is not { } hour || Now.Hour > hour;

    /// <summary>The row's value as of the watermark; null if it had none yet.</summary>
    public HourValue? AsOf(Hour? watermark) =>
        watermark is not { } hour ? null
        : Now.Hour <= hour ? Now
        : Was is { } was && was.Hour <= hour ? was
        : null;
}
