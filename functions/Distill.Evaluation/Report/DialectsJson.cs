using System.Text.Encodings.Web;
using System.Text.Json;
using Distill.Core.Events;
using Distill.Evaluation.Scoring;

namespace Distill.Evaluation.Report;

/// <summary>Writes what dialects cost as JSON. Null stands for what could not be measured.</summary>
public static class DialectsJson
{
    public static void Write(Stream output, IReadOnlyList<DialectCost> costs, int every)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteNumber("everyHours", every);
        json.WriteNumber("maxRecallLoss", DialectCost.MaxRecallLoss);
        json.WriteStartArray("dialects");
        foreach (var cost in costs)
        {
            Cost(json, cost);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Cost(Utf8JsonWriter json, DialectCost cost)
    {
        json.WriteStartObject();
        json.WriteString("rung", cost.Rung);
        json.WriteString("size", cost.Size);
        json.WriteString("dialect", cost.Dialect.Name);
        json.WriteString("writtenBy", cost.Scope.ToString().ToLowerInvariant());
        json.WriteStartArray("loses");
        foreach (var field in cost.Dialect.Loses)
        {
            json.WriteStringValue(field);
        }

        json.WriteEndArray();
        Number(json, "recallLoss", cost.RecallLoss);
        Number(json, "precisionLoss", cost.PrecisionLoss);
        json.WriteBoolean("isOverLimit", cost.IsOverLimit);
        Findings(json, "spoken", cost.Spoken);
        Findings(json, "leftOut", cost.LeftOut);
        Findings(json, "plain", cost.Plain);
        json.WriteEndObject();
    }

    private static void Findings(Utf8JsonWriter json, string name, DialectFindings? findings)
    {
        if (findings is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("campaign", findings.Campaign);
        json.WriteNumber("found", findings.Found);
        json.WriteNumber("innocent", findings.Innocent);
        json.WriteNumber("accused", findings.Accused);
        json.WriteNumber("watched", findings.Watched);
        Number(json, "recall", findings.Recall);
        Number(json, "precision", findings.Precision);
        json.WriteNumber("rejected", findings.Rejected);
        json.WriteStartArray("faults");
        foreach (var (field, fault, count) in findings.Faults.All)
        {
            json.WriteStartObject();
            json.WriteString("field", field.Name());
            json.WriteString("fault", fault.Name());
            json.WriteNumber("count", count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, Math.Round(value, 6));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
