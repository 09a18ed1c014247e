using System.Text.Json;
using Distill.Cli.LogAudit.Findings;
using Distill.Core.Events;
using Distill.Logs.Mapping;
using Distill.Logs.Reading;

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

    public static void Write(Stream output, LogAuditFindings findings)
    {
        var quality = findings.Quality;
        using var json = new Utf8JsonWriter(output, s_format);
        json.WriteStartObject();
        json.WriteBoolean("canAnswer"u8, findings.Shortfalls.Count == 0);
        json.WriteStartArray("shortfalls"u8);
        foreach (var shortfall in findings.Shortfalls)
        {
            json.WriteStringValue(shortfall);
        }

        json.WriteEndArray();
        json.WriteNumber("unreadShare"u8, Math.Round(quality.Counts.UnreadShare, 6));
        WriteFiles(json, findings.Files);
        json.WriteNumber("calls"u8, quality.Counts.Calls);
        json.WriteNumber("facts"u8, quality.Counts.Facts);
        json.WriteNumber("repeatedCalls"u8, quality.Counts.Seen.Repeated);
        json.WriteNumber("callsOfReusedIds"u8, quality.Counts.Seen.OfReusedIds);
        json.WriteNumber("constantPromptAccounts"u8, quality.ConstantPromptAccounts);
        json.WriteNumber("outsidePeriod"u8, quality.Counts.OutsidePeriod);
        json.WriteStartObject("setAside"u8);
        foreach (var (kind, count) in quality.Counts.Aside)
        {
            json.WriteNumber(kind.Name(), count);
        }

        json.WriteEndObject();
        json.WriteStartArray("gaps"u8);
        foreach (var gap in quality.Gaps)
        {
            json.WriteStartObject();
            json.WriteString("from"u8, gap.From.Start);
            json.WriteString("to"u8, gap.To.Start);
            json.WriteEndObject();
        }

        json.WriteEndArray();
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

    private static void WriteFiles(Utf8JsonWriter json, IReadOnlyList<ReadFile> files)
    {
        json.WriteStartArray("files"u8);
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("file"u8, Path.GetFileName(file.File));
            json.WriteString("format"u8, file.Format);
            json.WriteString("layout"u8, file.Layout);
            json.WriteString("problem"u8, file.Problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
