using System.Text.Json;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;

namespace Distill.Functions.Api;

/// <summary>Writes clusters and decisions as the API answers them.</summary>
internal static class ClusterAnswer
{
    /// <summary>A page of all clusters.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Cluster> page, ClusterId? next, Standing standing)
    {
        json.WriteStartObject();
        json.WriteStartArray("clusters");
        foreach (var cluster in page)
        {
            json.WriteStartObject();
            WriteSummary(json, cluster);
            WriteStanding(json, standing.Of(cluster.Id), standing);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("next", next?.ToString());
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
        WriteTimeline(json, cluster.Timeline);
        json.WriteStartObject("members");
        WriteAccounts(json, members.Accounts);
        json.WriteString("next", members.Next?.Value);
        json.WriteEndObject();
        WriteStanding(json, standing.Of(cluster.Id), standing);
        json.WriteStartArray("decisions");
        foreach (var decision in decisions)
        {
            Write(json, decision, null);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A page of decisions.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ClusterDecision> page, long? next, Standing standing)
    {
        json.WriteStartObject();
        json.WriteStartArray("decisions");
        foreach (var decision in page)
        {
            json.WriteStartObject();
            WriteHead(json, decision);
            json.WriteNumber("number", decision.Number);
            json.WriteBoolean("inForce", standing.IsInForce(decision));
            json.WriteNumber("accounts", decision.On.Everyone.Count);
            json.WriteEndObject();
        }

        WriteEnd(json, next);
    }

    /// <summary>A page of overrides.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<AccountOverride> page, long? next, Standing standing)
    {
        json.WriteStartObject();
        json.WriteStartArray("overrides");
        foreach (var set in page)
        {
            json.WriteStartObject();
            WriteHead(json, set);
            json.WriteNumber("number", set.Number);
            json.WriteBoolean("inForce", standing.IsInForce(set));
            json.WriteEndObject();
        }

        WriteEnd(json, next);
    }

    /// <summary>A decision, with the accounts of a ban plan.</summary>
    public static void Write(Utf8JsonWriter json, ClusterDecision decision, IReadOnlyList<AccountId>? plan)
    {
        json.WriteStartObject();
        WriteHead(json, decision);
        if (plan is not null)
        {
            WriteAccounts(json, plan);
        }

        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, AccountOverride set)
    {
        json.WriteStartObject();
        WriteHead(json, set);
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, ClusterDecision decision)
    {
        json.WriteString("id", decision.Id);
        json.WriteString("cluster", decision.Cluster.ToString());
        json.WriteString("decision", decision.Kind.Name());
        WriteAuthor(json, decision.By, decision.Why, decision.At, decision.Expires);
        if (decision.Passed is { } passed)
        {
            json.WriteNumber("passed", passed);
        }
        else
        {
            json.WriteNull("passed");
        }
    }

    private static void WriteHead(Utf8JsonWriter json, AccountOverride set)
    {
        json.WriteString("id", set.Id);
        json.WriteString("account", set.Account.Value);
        json.WriteString("action", set.Kind.Name());
        WriteAuthor(json, set.By, set.Why, set.At, set.Expires);
    }

    private static void WriteEnd(Utf8JsonWriter json, long? next)
    {
        json.WriteEndArray();
        if (next is { } number)
        {
            json.WriteNumber("next", number);
        }
        else
        {
            json.WriteNull("next");
        }

        json.WriteEndObject();
    }

    internal static void WriteAuthor(Utf8JsonWriter json, string by, string why, DateTimeOffset at, DateTimeOffset? expires)
    {
        json.WriteString("by", by);
        json.WriteString("why", why);
        json.WriteString("at", at.UtcDateTime);
        if (expires is { } end)
        {
            json.WriteString("expires", end.UtcDateTime);
        }
        else
        {
            json.WriteNull("expires");
        }
    }

    private static void WriteSummary(Utf8JsonWriter json, Cluster cluster)
    {
        json.WriteString("id", cluster.Id.ToString());
        json.WriteString("level", cluster.Level.Name());
        json.WriteNumber("accounts", cluster.Everyone.Count);
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
            json.WriteStartArray(family);
            foreach (var reason in reasons)
            {
                StandingVerdictJson.Write(json, reason);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
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

    private static void WriteAccounts(Utf8JsonWriter json, IEnumerable<AccountId> accounts)
    {
        json.WriteStartArray("accounts");
        foreach (var account in accounts)
        {
            json.WriteStringValue(account.Value);
        }

        json.WriteEndArray();
    }
}

/// <summary>A page of a cluster's members.</summary>
/// <param name="Accounts">The members on this page.</param>
/// <param name="Next">Where the next page begins; null on the last one.</param>
internal readonly record struct MemberPage(IReadOnlyList<AccountId> Accounts, AccountId? Next);
