using System.Text.Json;
using Distill.Contracts.Verdicts;

namespace Distill.Core.Sharing;

/// <summary>The objects that are the same in every bundle: marking and technique.</summary>
internal static class StixConstants
{
    /// <summary>When they were first written.</summary>
    public const string Created = "2026-11-30T00:00:00.000Z";

    /// <summary>How sure the producer is, of 100, after STIX's scale of words: confirmed is very likely, suspect is likely.</summary>
    public static int Confidence(VerdictLevel level) => level == VerdictLevel.Confirmed ? 85 : 60;

    public static void Marking(Utf8JsonWriter json, Tlp tlp)
    {
        json.WriteStartObject();
        json.WriteString("type", "marking-definition");
        json.WriteString("spec_version", "2.1");
        json.WriteString("id", TlpMarking.IdOf(tlp));
        json.WriteString("created", "2022-10-01T00:00:00.000Z");
        json.WriteString("name", $"TLP:{TlpMarking.NameOf(tlp).ToUpperInvariant()}");
        json.WriteStartObject("extensions");
        json.WriteStartObject(TlpMarking.Extension);
        json.WriteString("extension_type", "property-extension");
        json.WriteString("tlp_2_0", TlpMarking.NameOf(tlp));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes the technique of MITRE ATLAS. Returns its id.</summary>
    public static string Technique(Utf8JsonWriter json, StixWriter written)
    {
        var id = StixId.Of("attack-pattern", "AML.T0024.002");
        written.Begin("attack-pattern", id, Created, Created);
        json.WriteString("name", "Extract AI Model");
        json.WriteStartArray("external_references");
        json.WriteStartObject();
        json.WriteString("source_name", "mitre-atlas");
        json.WriteString("external_id", "AML.T0024.002");
        json.WriteString("url", "https://atlas.mitre.org/techniques/AML.T0024.002");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        return id;
    }
}
