using System.Text.Json;
using Distill.Core.Decisions;
using Distill.Reports.Console;

namespace Distill.Functions.Api;

/// <summary>Writes what a search found as the API answers it. Accounts, clusters and operations are as their own routes give them.</summary>
internal static class SearchAnswer
{
    public static void Write(Utf8JsonWriter json, SearchModel found, Standing standing)
    {
        json.WriteStartObject();
        json.WriteStartArray("values");
        foreach (var value in found.Values)
        {
            json.WriteStartObject();
            json.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(value.Kind.ToString()));
            json.WriteString("value", value.Name);
            json.WritePropertyName("cluster");
            ClusterAnswer.WriteEntry(json, value.Cluster.Cluster, standing);
            json.WriteNumber("members", value.Members);
            DecisionAnswer.WriteAccounts(json, value.Accounts);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Write(json, "accounts", found.Accounts, StandingVerdictJson.Write);
        Write(json, "operations", found.Operations, (writer, row) => OperationAnswer.WriteEntry(writer, row.Operation, standing));
        Write(json, "clusters", found.Clusters, (writer, row) => ClusterAnswer.WriteEntry(writer, row.Cluster, standing));
        Write(json, "decisions", found.Decisions, Write);
        json.WriteEndObject();
    }

    private static void Write<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> all, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var one in all)
        {
            write(json, one);
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, DecisionRecord decision)
    {
        json.WriteStartObject();
        json.WriteString("id", decision.Id);
        json.WriteString("what", decision.What);
        json.WriteString("cluster", decision.Cluster?.ToString());
        json.WriteString("operation", decision.Operation?.ToString());
        json.WriteString("account", decision.Account?.Value);
        json.WriteNumber("accounts", decision.Accounts);
        DecisionAnswer.WriteAuthor(json, decision.By, decision.Why, decision.At, decision.Expires);
        json.WriteBoolean("inForce", decision.InForce);
        json.WriteEndObject();
    }
}
