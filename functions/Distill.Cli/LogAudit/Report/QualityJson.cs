using System.Text.Json;
using Distill.Cli.LogAudit.Findings;
using Distill.Core.Events;

namespace Distill.Cli.LogAudit.Report;

/// <summary>Writes <c>quality.json</c>.</summary>
internal static class QualityJson
{
    private static readonly JsonWriterOptions s_format = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(Stream output, DataQuality quality)
    {
        using var json = new Utf8JsonWriter(output, s_format);
        json.WriteStartObject();
        json.WriteNumber("calls"u8, quality.Counts.Calls);
        json.WriteNumber("facts"u8, quality.Counts.Facts);
        json.WriteNumber("repeatedCalls"u8, quality.Counts.Seen.Repeated);
        json.WriteNumber("callsOfReusedIds"u8, quality.Counts.Seen.OfReusedIds);
        json.WriteNumber("constantPromptAccounts"u8, quality.ConstantPromptAccounts);
        json.WriteStartObject("rejected"u8);
        foreach (var (reason, count) in quality.Counts.Rejected)
        {
            json.WriteNumber(reason.Name(), count);
        }

        json.WriteEndObject();
        json.WriteStartArray("fields"u8);
        foreach (var (field, fault, count) in quality.Counts.Faults.All)
        {
            json.WriteStartObject();
            json.WriteString("field"u8, field.Name());
            json.WriteString("fault"u8, fault.Name());
            json.WriteNumber("count"u8, count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("commonValues"u8);
        foreach (var (field, value, accounts) in quality.CommonValues)
        {
            json.WriteStartObject();
            json.WriteString("field"u8, field.Name());
            json.WriteString("value"u8, value);
            json.WriteNumber("accounts"u8, accounts);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("signals"u8);
        foreach (var (signal, field, known, of) in quality.Sights)
        {
            json.WriteStartObject();
            json.WriteString("signal"u8, signal);
            json.WriteString("field"u8, field.Name());
            json.WriteNumber("known"u8, known);
            json.WriteNumber("of"u8, of);
            json.WriteBoolean("blind"u8, quality.BlindSignals.Contains(signal));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
