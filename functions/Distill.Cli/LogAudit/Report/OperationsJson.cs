using System.Text.Json;
using Distill.Contracts.Verdicts;
using Distill.Core.Operations;

namespace Distill.Cli.LogAudit.Report;

/// <summary>Writes <c>operations.json</c>: each operation with what ties its clusters, what speaks against it, and their ids.</summary>
internal static class OperationsJson
{
    public static void Write(Stream output, IReadOnlyList<Operation> operations)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        json.WriteStartArray();
        foreach (var operation in operations)
        {
            json.WriteStartObject();
            json.WriteString("id", operation.Id.ToString());
            json.WriteString("level", operation.Level.Name());
            json.WriteNumber("accounts", operation.Accounts);
            json.WriteNumber("calls", operation.Calls);
            json.WriteString("firstSeen", operation.FirstSeen.UtcDateTime);
            json.WriteString("lastSeen", operation.LastSeen.UtcDateTime);
            TiesJson.Write(json, operation);
            json.WriteStartArray("clusters");
            foreach (var cluster in operation.Clusters)
            {
                json.WriteStringValue(cluster.Id.ToString());
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
