using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Functions.Storage;

namespace Distill.Functions.Notifications;

/// <summary>Says what is news about a cluster, and writes it as a CloudEvent.</summary>
/// <remarks>https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md</remarks>
internal static class ClusterNews
{
    /// <summary>What is kept of a cluster from now on, and what is news; null if nothing changed.</summary>
    /// <param name="cluster">The cluster, as published.</param>
    /// <param name="told">What was told of it; null if nothing was.</param>
    /// <param name="growth">The factor by which it must have grown.</param>
    public static (ToldCluster Told, NewsKind? News)? Of(Cluster cluster, ToldCluster? told, double growth)
    {
        var (accounts, flagged) = (cluster.Size, cluster.Level >= VerdictLevel.Suspect);
        return told switch
        {
            null when flagged && !cluster.IsDissolved => (new ToldCluster(cluster.Id, accounts, IsDissolved: false, null), NewsKind.New),
            { IsDissolved: false } when cluster.IsDissolved => (told with { IsDissolved = true }, null),
            { IsDissolved: true } when flagged && !cluster.IsDissolved => (told with { Accounts = accounts, IsDissolved = false }, NewsKind.Returned),
            { IsDissolved: false } when flagged && accounts >= growth * told.Accounts => (told with { Accounts = accounts }, NewsKind.Grown),
            _ => null,
        };
    }

    /// <summary>The notification. A run that is repeated makes the same.</summary>
    public static Notice Notice(Cluster cluster, NewsKind kind, Hour hour, DateTimeOffset now)
    {
        var name = kind.ToString().ToLowerInvariant();
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{cluster.Id}/{name}/{hour}")))[..32];
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", id);
            json.WriteString("source", "/distill");
            json.WriteString("type", $"distill.cluster.{name}");
            json.WriteString("subject", cluster.Id.ToString());
            json.WriteString("time", hour.End.UtcDateTime);
            json.WriteString("datacontenttype", "application/json");
            json.WriteStartObject("data");
            json.WriteString("cluster", cluster.Id.ToString());
            json.WriteString("level", cluster.Level.Name());
            json.WriteNumber("accounts", cluster.Size);
            json.WriteNumber("calls", cluster.Calls);
            json.WriteNumber("outputTokens", cluster.OutputTokens);
            json.WriteString("firstSeen", cluster.FirstSeen.UtcDateTime);
            json.WriteString("lastSeen", cluster.LastSeen.UtcDateTime);
            json.WriteString("page", $"/console/clusters/{cluster.Id}");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return new Notice(id, bytes.ToArray()) { At = now, NextAt = now };
    }
}

/// <summary>What is news.</summary>
internal enum NewsKind
{
    New,
    Returned,
    Grown,
}
