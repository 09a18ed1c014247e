using System.Text.Json;

namespace Distill.Cli.Desk;

/// <summary>Bodies of requests to the API.</summary>
internal static class RequestJson
{
    /// <summary>A JSON object of texts. Members without a value are left out.</summary>
    public static byte[] Of(params IEnumerable<(string Name, string? Value)> members)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var (name, value) in members.Where(m => m.Value is not null))
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        return bytes.ToArray();
    }
}
