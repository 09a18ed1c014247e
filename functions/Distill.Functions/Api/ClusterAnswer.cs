using System.Text.Json;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;

namespace Distill.Functions.Api;

/// <summary>Writes clusters as the API answers them.</summary>
internal static class ClusterAnswer
{
    /// <summary>A page of all clusters.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Cluster> page, ClusterId? next, Standing standing)
    {
        json.WriteStartObject();
        json.WriteStartArray("clusters");
        foreach (var cluster in page)
        {
            WriteEntry(json, cluster, standing);
        }

        json.WriteEndArray();
        json.WriteString("next", next?.ToString());
        json.WriteEndObject();
    }

    /// <summary>A cluster in a list.</summary>
    public static void WriteEntry(Utf8JsonWriter json, Cluster cluster, Standing standing)
    {
        json.WriteStartObject();
        WriteSummary(json, cluster);
        WriteStanding(json, standing.Of(cluster.Id), standing);
        json.WriteEndObject();
    }

    /// <summary>One cluster with a page of its members.</summary>
    public static void Write(Utf8JsonWriter json, Cluster cluster, MemberPage members, Standing standing, IEnumerable<ClusterDecision> decisions)
    {
        json.WriteStartObject();
        WriteSummary(json, cluster);
        json.WriteNumber("inputTokens", cluster.InputTokens);
        json.WriteNumber("outputTokens", cluster.OutputTokens);
        WriteTally(json, "models", cluster.Models);
        WriteTally(json, "platforms", cluster.Platforms);
        WriteTally(json, "resellers", cluster.Resellers);
        WriteEvidence(json, cluster.Evidence);
        WriteReasons(json, "ties", cluster.Operation?.Ties ?? []);
        WriteReasons(json, "against", cluster.Operation?.Against ?? []);
        WriteTimeline(json, cluster.Timeline);
        json.WriteStartObject("members");
        DecisionAnswer.WriteAccounts(json, members.Accounts);
        json.WriteString("next", members.Next?.Value);
        json.WriteEndObject();
        WriteStanding(json, standing.Of(cluster.Id), standing);
        json.WriteStartArray("decisions");
        foreach (var decision in decisions)
        {
            DecisionAnswer.Write(json, decision, null);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSummary(Utf8JsonWriter json, Cluster cluster)
    {
        json.WriteString("id", cluster.Id.ToString());
        json.WriteString("operation", cluster.Operation?.Id.ToString());
        json.WriteString("level", cluster.Level.Name());
        json.WriteNumber("accounts", cluster.Size);
        json.WriteBoolean("dissolved", cluster.IsDissolved);
        json.WriteString("firstSeen", cluster.FirstSeen.UtcDateTime);
        json.WriteString("lastSeen", cluster.LastSeen.UtcDateTime);
        json.WriteNumber("calls", cluster.Calls);
    }

    private static void WriteStanding(Utf8JsonWriter json, ClusterStanding stands, Standing all)
    {
        json.WriteString("state", stands.StateName());
        json.WriteBoolean("simulated", stands.IsSimulated || all.SimulatesAll);
    }

    private static void WriteTally(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, long> tally)
    {
        json.WriteStartObject(name);
        foreach (var (key, count) in tally.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            json.WriteNumber(key, count);
        }

        json.WriteEndObject();
    }

    private static void WriteEvidence(Utf8JsonWriter json, IReadOnlyDictionary<string, IReadOnlyList<Reason>> evidence)
    {
        json.WriteStartObject("evidence");
        foreach (var (family, reasons) in evidence.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            WriteReasons(json, family, reasons);
        }

        json.WriteEndObject();
    }

    private static void WriteReasons(Utf8JsonWriter json, string name, IEnumerable<Reason> reasons)
    {
        json.WriteStartArray(name);
        foreach (var reason in reasons)
        {
            StandingVerdictJson.Write(json, reason);
        }

        json.WriteEndArray();
    }

    private static void WriteTimeline(Utf8JsonWriter json, IReadOnlyList<TimelineEntry> timeline)
    {
        json.WriteStartArray("timeline");
        foreach (var entry in timeline)
        {
            json.WriteStartObject();
            json.WriteString("time", entry.Time.UtcDateTime);
            json.WriteString("what", entry.What);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

/// <summary>A page of a cluster's members.</summary>
/// <param name="Accounts">The members on this page.</param>
/// <param name="Next">Where the next page begins; null on the last one.</param>
internal readonly record struct MemberPage(IReadOnlyList<AccountId> Accounts, AccountId? Next);
