using System.Text.Json;
using Distill.Functions.Storage;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Keys;

namespace Distill.Functions.Api;

/// <summary>Writes recorded attribution tests as the API answers them.</summary>
internal static class AuditAnswer
{
    /// <summary>A page of tests. Beside the clusters and accounts that a test names it has those that the query names.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<RecordedAudit> page, string? next, AuditQuery query)
    {
        json.WriteStartObject();
        json.WriteStartArray("audits");
        foreach (var audit in page)
        {
            Write(json, audit, query);
        }

        json.WriteEndArray();
        json.WriteString("next", next);
        json.WriteEndObject();
    }

    /// <summary>One test.</summary>
    public static void Write(Utf8JsonWriter json, RecordedAudit audit, AuditQuery? query = null)
    {
        var test = audit.Test;
        json.WriteStartObject();
        json.WriteString("id", audit.Id);
        json.WriteString("suspect", audit.Suspect);
        json.WriteString("mode", AttributionRecordJson.ModeOf(test));
        json.WriteString("epoch", test.Epoch.Value);
        json.WriteBoolean("dependenceShown", test.IsShown);
        json.WriteNumber("pValue", test.P);
        json.WriteNumber("alpha", test.Alpha);
        json.WriteNumber("cells", test.Cells);
        json.WriteNumber("sites", test.Sites);
        json.WriteStartObject("power");
        json.WriteNumber("share", test.PowerShare);
        json.WriteNumber("dependence", test.Power);
        json.WriteNumber("naming", test.NamingPower);
        json.WriteEndObject();
        json.WriteNumber("suspects", test.Suspects);
        json.WriteNumber("looks", test.Looks);
        json.WriteNumber("decoys", test.Decoys);
        json.WriteNumber("decoysAccused", test.DecoysAccused);
        json.WriteNumber("controlP", test.ControlP);
        json.WriteString("dictionary", test.Dictionary);
        json.WriteString("samples", test.Samples);
        json.WriteNumber("rows", test.Rows);
        json.WriteNumber("rejected", test.Rejected);
        if (test.SamplesFrozen is { } frozen)
        {
            json.WriteBoolean("samplesFrozen", frozen);
        }
        else
        {
            json.WriteNull("samplesFrozen");
        }

        json.WriteNumber("clusters", test.Clusters.Count);
        json.WriteNumber("accounts", test.Accounts.Count);
        json.WriteStartArray("results");
        Write(json, test, "cluster", test.Clusters, query?.Cluster is { } cluster ? MarkCode.Of(cluster).Value : null);
        Write(json, test, "account", test.Accounts, query?.Account?.Value);
        json.WriteEndArray();
        json.WriteString("by", audit.By);
        json.WriteString("at", audit.At.UtcDateTime);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AttributionRecord test, string kind, IReadOnlyList<RecordedCandidate> candidates, string? asked)
    {
        foreach (var candidate in candidates.Where(c => test.Names(c) || c.Id == asked))
        {
            json.WriteStartObject();
            json.WriteString("kind", kind);
            json.WriteString("id", candidate.Id);
            json.WriteNumber("p", candidate.P);
            json.WriteNumber("cells", candidate.Cells);
            json.WriteBoolean("named", test.Names(candidate));
            json.WriteEndObject();
        }
    }
}
