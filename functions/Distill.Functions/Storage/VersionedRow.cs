using Distill.Contracts;

namespace Distill.Functions.Storage;

/// <summary>A value as of the end of an hour; null if there is none from that hour on.</summary>
/// <param name="Hour">The hour.</param>
/// <param name="Bytes">The value.</param>
/// <param name="Basis">What the value rests on, as text. Null if nothing is kept of that.</param>
internal readonly record struct HourValue(Hour Hour, byte[]? Bytes, string? Basis = null);

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
