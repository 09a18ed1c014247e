using System.Text;
using System.Text.Json;
using Distill.Cli.LogAudit.Costing;
using Distill.Cli.LogAudit.Findings;
using Distill.Contracts.Verdicts;

namespace Distill.Cli.LogAudit.Report;

/// <summary>The findings in short, for programs: <c>summary.json</c>, and what <c>--json</c> prints.</summary>
internal static class SummaryJson
{
    private static readonly JsonWriterOptions s_format = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(LogAuditFindings findings)
    {
        using var bytes = new MemoryStream();
        Write(bytes, findings);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    public static void Write(Stream output, LogAuditFindings findings)
    {
        using var json = new Utf8JsonWriter(output, s_format);
        json.WriteStartObject();
        json.WriteBoolean("canAnswer"u8, findings.Shortfalls.Count == 0);
        json.WriteStartArray("shortfalls"u8);
        foreach (var shortfall in findings.Shortfalls)
        {
            json.WriteStringValue(shortfall);
        }

        json.WriteEndArray();
        json.WriteNumber("calls"u8, findings.Counts.Calls);
        json.WriteNumber("facts"u8, findings.Counts.Facts);
        json.WriteNumber("accounts"u8, findings.Verdicts.Count);
        json.WriteNumber("rejected"u8, findings.Counts.RejectedInAll);
        json.WriteNumber("setAside"u8, findings.Counts.Aside.Values.Sum());
        json.WriteNumber("runs"u8, findings.Runs.Count);
        json.WriteNumber("confirmed"u8, findings.CountOf(VerdictLevel.Confirmed));
        json.WriteNumber("suspect"u8, findings.CountOf(VerdictLevel.Suspect));
        json.WriteNumber("watch"u8, findings.CountOf(VerdictLevel.Watch));
        json.WritePropertyName("taken"u8);
        TakingsJson.Write(json, findings.Takings);
        json.WriteEndObject();
    }
}
