using System.Text.Encodings.Web;
using System.Text.Json;
using Distill.Evaluation.Leakage;

namespace Distill.Evaluation.Report;

/// <summary>Writes what the simulator gives away as JSON: the best rule of every feature.</summary>
public static class LeaksJson
{
    public static void Write(Stream output, IReadOnlyList<LeakFigures> rungs)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartArray();
        foreach (var rung in rungs)
        {
            json.WriteStartObject();
            json.WriteString("rung", rung.Rung);
            json.WriteString("size", rung.Size);
            json.WriteStartArray("leaks");
            foreach (var leak in rung.Leaks)
            {
                json.WriteStartObject();
                json.WriteString("feature", leak.Feature);
                json.WriteString("rule", leak.Rule);
                json.WriteNumber("f1", Math.Round(leak.F1, 6));
                json.WriteNumber("precision", Math.Round(leak.Precision, 6));
                json.WriteNumber("recall", Math.Round(leak.Recall, 6));
                json.WriteString("followsFrom", rung.ReasonOf(leak));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
