using System.Text.Json;
using Distill.Core.Events;
using Distill.Logs.Formats;
using Distill.Logs.Mapping;

namespace Distill.Logs.Reading;

/// <summary>Turns the records of other formats into events of ours, one after another. For one thread.</summary>
/// <param name="accountFrom">Where the account stands, if the user says so.</param>
/// <param name="parts">Takes the parts of calls that stand in several records.</param>
internal sealed class RecordConverter(RecordPath? accountFrom, CallParts parts)
{
    // Deepest nesting that is read. Tools nest schemas; a record beyond this is damage or an attack.
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 512 };

    private readonly Conversion _conversion = new(accountFrom);
    private byte[] _mended = [];

    /// <summary>Converts a record. Returns what it became, which holds until the next call, or why it can't be read.</summary>
    public (Conversion Result, RejectReason Reason) Convert(IRecordFormat format, ReadOnlyMemory<byte> record)
    {
        _conversion.Clear();
        try
        {
            return (_conversion, Convert(format, record, isMended: false));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // An InvalidOperationException is text that is not valid UTF-8 or UTF-16.
            _conversion.Clear();
            return (_conversion, RejectReason.NotJson);
        }
    }

    /// <summary>Returns what each call became whose parts stood in several records. Call it when all records are converted.</summary>
    public IEnumerable<Conversion> Joined() => parts.Join(_conversion);

    private RejectReason Convert(IRecordFormat format, ReadOnlyMemory<byte> record, bool isMended)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(record, s_options);
        }
        catch (JsonException) when (!isMended)
        {
            return Convert(format, Mend(record.Span), isMended: true);
        }

        using (json)
        {
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                return RejectReason.NotAnObject;
            }

            format.Convert(json.RootElement, _conversion);
            if (_conversion.Parts.Count > 0)
            {
                parts.Add((IJoinedFormat)format, _conversion.Parts);
            }

            return RejectReason.None;
        }
    }

    private ReadOnlyMemory<byte> Mend(ReadOnlySpan<byte> record)
    {
        if (_mended.Length < JsonMender.MostBytes(record.Length))
        {
            _mended = new byte[JsonMender.MostBytes(record.Length)];
        }

        return _mended.AsMemory(0, JsonMender.Mend(record, _mended));
    }
}
