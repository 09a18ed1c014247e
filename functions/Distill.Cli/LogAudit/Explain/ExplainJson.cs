using System.Text;
using System.Text.Json;
using Distill.Cli.LogAudit.Findings;
using Distill.Core.Events;
using Distill.Logs.Explaining;
using Distill.Logs.Mapping;

namespace Distill.Cli.LogAudit.Explain;

/// <summary>How a log is understood, for programs.</summary>
internal static class ExplainJson
{
    private static readonly JsonWriterOptions s_format = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(LogExplanation explanation)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, s_format))
        {
            Write(json, explanation);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static void Write(Utf8JsonWriter json, LogExplanation explanation)
    {
        var counts = explanation.Log.Counts;
        json.WriteStartObject();
        json.WriteString("file"u8, explanation.File.File);
        json.WriteString("format"u8, explanation.File.Format);
        json.WriteString("layout"u8, explanation.File.Layout);
        json.WriteNumber("calls"u8, counts.Calls);
        json.WriteNumber("facts"u8, counts.Facts);
        json.WriteNumber("accounts"u8, explanation.Log.Accounts.Count);
        WriteCounts(json, "setAside", counts.Aside.Select(a => (a.Key.Name(), a.Value)));
        WriteCounts(json, "rejected", counts.Rejected.Select(r => (r.Key.Name(), r.Value)));
        WriteCounts(json, "missing", counts.Missing.Select(m => (m.Key, m.Value)));
        json.WriteStartArray("events"u8);
        foreach (var shown in explanation.Events)
        {
            json.WriteRawValue(ExplainText.WithoutText(shown));
        }

        json.WriteEndArray();
        WriteCounts(json, "fields", Enum.GetValues<EventField>()[1..].Select(f => (f.Name(), counts.Coverage.KnownIn(f))).Where(f => f.Item2 > 0));
        json.WriteStartArray("notTested"u8);
        foreach (var signal in new DataQuality { Counts = counts }.BlindSignals)
        {
            json.WriteStringValue(signal);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, string name, IEnumerable<(string Name, long Count)> counts)
    {
        json.WriteStartObject(name);
        foreach (var (one, count) in counts)
        {
            json.WriteNumber(one, count);
        }

        json.WriteEndObject();
    }
}
