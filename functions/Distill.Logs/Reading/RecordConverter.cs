using System.Text.Json;
using Distill.Core.Events;
using Distill.Logs.Formats;

namespace Distill.Logs.Reading;

/// <summary>Turns the records of other formats into events of ours, one after another. For one thread.</summary>
/// <param name="choice">In which format the logs are.</param>
/// <param name="parts">Takes the parts of calls that stand in several records.</param>
internal sealed class RecordConverter(FormatChoice choice, CallParts parts)
{
    private readonly Conversion _conversion = new(choice.AccountFrom);

    /// <summary>Converts a record. Returns what it became, which holds until the next call, or why it can't be read.</summary>
    public (Conversion Result, RejectReason Reason) Convert(IRecordFormat format, ReadOnlyMemory<byte> record)
    {
        _conversion.Clear();
        try
        {
            return (_conversion, Read(format, record));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // An InvalidOperationException is text that is not valid UTF-8 or UTF-16.
            _conversion.Clear();
            return (_conversion, RejectReason.NotJson);
        }
    }

    /// <summary>Whether a line that is no event of ours is a record of another format. Logs of several sources are written into one file.</summary>
    public bool IsOfOthers(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = RecordJson.Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.Array
                ? json.RootElement.EnumerateArray().Any(e => e.ValueKind == JsonValueKind.Object)
                : json.RootElement.ValueKind == JsonValueKind.Object && choice.OtherOf(json.RootElement) is { } and not NativeFormat;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Returns what each call became whose parts stood in several records. Call it when all records are converted.</summary>
    public IEnumerable<Conversion> Joined() => parts.Join(_conversion);

    private RejectReason Read(IRecordFormat format, ReadOnlyMemory<byte> record)
    {
        using var json = RecordJson.Parse(record);
        // Some senders write what they gathered as a list in one line.
        var records = json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement.EnumerateArray().ToArray() : [json.RootElement];
        if (records.Length == 0 || records.Any(r => r.ValueKind != JsonValueKind.Object))
        {
            return RejectReason.NotAnObject;
        }

        foreach (var one in records)
        {
            Read(format, one);
        }

        return RejectReason.None;
    }

    private void Read(IRecordFormat format, JsonElement record)
    {
        // Logs of several sources are written into one file.
        format = format.Recognizes(record) ? format : choice.OtherOf(record) ?? format;
        format.Convert(record, _conversion);
        if (_conversion.Parts.Count > 0)
        {
            parts.Add((IJoinedFormat)(format is WrappedFormat wrapped ? wrapped.Inner : format), _conversion.Parts);
            _conversion.Parts.Clear();
        }
    }
}
