using System.Text.Json;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Core.Operations;

namespace Distill.Functions.Api;

/// <summary>Writes operations as the API answers them.</summary>
internal static class OperationAnswer
{
    /// <summary>A page of all operations.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Operation> page, OperationId? next, Standing standing)
    {
        json.WriteStartObject();
        json.WriteStartArray("operations");
        foreach (var operation in page)
        {
            WriteEntry(json, operation, standing);
        }

        json.WriteEndArray();
        json.WriteString("next", next?.ToString());
        json.WriteEndObject();
    }

    /// <summary>An operation in a list.</summary>
    public static void WriteEntry(Utf8JsonWriter json, Operation operation, Standing standing)
    {
        json.WriteStartObject();
        WriteSummary(json, operation, standing);
        json.WriteEndObject();
    }

    /// <summary>One operation with a page of its clusters.</summary>
    public static void Write(Utf8JsonWriter json, Operation operation, PartsPage clusters, Standing standing)
    {
        json.WriteStartObject();
        WriteSummary(json, operation, standing);
        json.WriteNumber("inputTokens", operation.Clusters.Sum(c => c.InputTokens));
        json.WriteNumber("outputTokens", operation.Clusters.Sum(c => c.OutputTokens));
        TiesJson.Write(json, operation);
        json.WriteStartObject("parts");
        json.WriteStartArray("clusters");
        foreach (var cluster in clusters.Clusters)
        {
            ClusterAnswer.WriteEntry(json, cluster, standing);
        }

        json.WriteEndArray();
        json.WriteString("next", clusters.Next?.ToString());
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteSummary(Utf8JsonWriter json, Operation operation, Standing standing)
    {
        string[] states = [.. operation.Clusters.Select(c => standing.Of(c.Id).StateName()).Distinct().Take(2)];
        json.WriteString("id", operation.Id.ToString());
        json.WriteString("level", operation.Level.Name());
        json.WriteString("state", states.Length == 1 ? states[0] : DecisionNames.Mixed);
        json.WriteBoolean("simulated", standing.SimulatesAll || operation.Clusters.All(c => standing.Of(c.Id).IsSimulated));
        json.WriteNumber("clusters", operation.Clusters.Count);
        json.WriteNumber("openClusters", operation.Clusters.Count(c => standing.Of(c.Id).StateName() == DecisionNames.Open));
        json.WriteNumber("accounts", operation.Accounts);
        json.WriteBoolean("dissolved", operation.IsDissolved);
        json.WriteString("firstSeen", operation.FirstSeen.UtcDateTime);
        json.WriteString("lastSeen", operation.LastSeen.UtcDateTime);
        json.WriteNumber("calls", operation.Calls);
    }
}

/// <summary>A page of an operation's clusters.</summary>
/// <param name="Clusters">The clusters on this page, in order of id.</param>
/// <param name="Next">Where the next page begins; null on the last one.</param>
internal readonly record struct PartsPage(IReadOnlyList<Cluster> Clusters, ClusterId? Next);
