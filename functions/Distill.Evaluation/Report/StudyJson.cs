using System.Text.Encodings.Web;
using System.Text.Json;
using Distill.Evaluation.Attribution;

namespace Distill.Evaluation.Report;

/// <summary>Writes a study of the attribution test as JSON.</summary>
public static class StudyJson
{
    public static void Write(Stream output, IReadOnlyList<StudyFigure> figures)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartArray();
        foreach (var figure in figures)
        {
            json.WriteStartObject();
            json.WriteString("what", figure.What);
            json.WriteString("reach", figure.Reach);
            json.WriteString("measured", figure.Got);
            json.WritePropertyName("reached");
            JsonSerializer.Serialize(json, figure.IsReached);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
