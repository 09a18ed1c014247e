using System.Text.Json;
using Distill.Contracts;
using Distill.Core.Decisions;

namespace Distill.Functions.Api;

/// <summary>Writes decisions and overrides as the API answers them.</summary>
internal static class DecisionAnswer
{
    /// <summary>A page of decisions.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ListedDecision> page, long? next, Standing standing)
    {
        json.WriteStartObject();
        json.WriteStartArray("decisions");
        foreach (var listed in page)
        {
            json.WriteStartObject();
            WriteHead(json, listed.Decision, listed.Cluster);
            json.WriteNumber("number", listed.Decision.Number);
            json.WriteBoolean("inForce", listed.IsInForce(standing));
            json.WriteNumber("accounts", listed.Accounts);
            WriteClusters(json, listed.Parts);
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
        WriteHead(json, decision, decision.Cluster.ToString());
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

    /// <summary>A decision on an operation, with the accounts of a ban plan.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<ClusterDecision> parts)
    {
        json.WriteStartObject();
        WriteHead(json, parts[0], null);
        WriteClusters(json, parts);
        if (parts[0].Kind == DecisionKind.BanPlan)
        {
            WriteAccounts(json, parts.SelectMany(p => p.On.Everyone).Distinct().Order());
        }

        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, ClusterDecision decision, string? cluster)
    {
        json.WriteString("id", decision.Id);
        json.WriteString("cluster", cluster);
        json.WriteString("operation", decision.Operation?.ToString());
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

    private static void WriteClusters(Utf8JsonWriter json, IReadOnlyList<ClusterDecision> parts)
    {
        json.WriteNumber("clusters", parts.Count);
        json.WriteStartArray("clusterIds");
        foreach (var part in parts)
        {
            json.WriteStringValue(part.Cluster.ToString());
        }

        json.WriteEndArray();
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

    public static void WriteAuthor(Utf8JsonWriter json, string by, string why, DateTimeOffset at, DateTimeOffset? expires)
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

    /// <summary>Writes the accounts of a ban plan, or a page of members.</summary>
    public static void WriteAccounts(Utf8JsonWriter json, IEnumerable<AccountId> accounts)
    {
        json.WriteStartArray("accounts");
        foreach (var account in accounts)
        {
            json.WriteStringValue(account.Value);
        }

        json.WriteEndArray();
    }
}
