using System.Globalization;
using System.Text.Json;

namespace Distill.Core.Sharing;

/// <summary>Writes what all objects of a bundle have.</summary>
/// <param name="json">The bundle.</param>
/// <param name="producer">The id of who makes it.</param>
/// <param name="marking">The id of its marking.</param>
internal sealed class StixWriter(Utf8JsonWriter json, string producer, string marking)
{
    /// <summary>A time as STIX has it, with milliseconds.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Begins an object. Whoever calls writes its own members and ends it.</summary>
    public void Begin(string type, string id, string created, string modified)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("spec_version", "2.1");
        json.WriteString("id", id);
        if (id != producer)
        {
            json.WriteString("created_by_ref", producer);
        }

        json.WriteString("created", created);
        json.WriteString("modified", string.CompareOrdinal(modified, created) > 0 ? modified : created);
        Strings(json, "object_marking_refs", [marking]);
    }

    /// <summary>Begins an observable, which has no times and no maker.</summary>
    public void BeginObservable(string type, string id)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("spec_version", "2.1");
        json.WriteString("id", id);
        Strings(json, "object_marking_refs", [marking]);
    }

    /// <summary>Writes a list of texts.</summary>
    public static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes a relationship.</summary>
    public void Relate(string relation, string source, string target, DateTimeOffset created)
    {
        Begin("relationship", StixId.Of("relationship", $"{source}|{relation}|{target}"), Time(created), Time(created));
        json.WriteString("relationship_type", relation);
        json.WriteString("source_ref", source);
        json.WriteString("target_ref", target);
        json.WriteEndObject();
    }
}
