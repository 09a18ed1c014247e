using System.Text;
using System.Text.Json.Nodes;
using Distill.Contracts;
using Distill.Functions.Storage;
using Distill.Honeypots.Attribution;
using Distill.Honeypots.Keys;

namespace Distill.Functions.Tests;

/// <summary>Results of attribution tests.</summary>
internal static class SomeAudit
{
    public const string Epoch = "2026-04-27";

    /// <summary>A test that asked about clusters and accounts, each with its p.</summary>
    public static AttributionRecord Of(
        string samples,
        IEnumerable<(ClusterId Cluster, double P)> clusters,
        params (string Account, double P)[] accounts
    )
    {
        RecordedCandidate[] asked = [.. clusters.Select(c => new RecordedCandidate(c.Cluster.ToString(), c.P, 35)).OrderBy(c => c.P)];
        RecordedCandidate[] holders = [.. accounts.Select(a => new RecordedCandidate(a.Account, a.P, 4)).OrderBy(a => a.P)];
        return new AttributionRecord
        {
            Epoch = EpochId.Parse(Epoch),
            FoundText = holders.Length > 0,
            P = asked.Concat(holders).Select(c => c.P).Append(0.4).Min(),
            Alpha = 1e-6,
            Sites = 3_900,
            Cells = 1_204,
            PowerShare = 0.05,
            Power = 0.994,
            NamingPower = 0.318,
            Suspects = 1,
            Looks = 2,
            Decoys = 1000,
            DecoysAccused = 0,
            ControlP = 0.62,
            Dictionary = new string('d', 64),
            Samples = string.Concat(Enumerable.Repeat(samples, 64))[..64],
            Rows = 500,
            Rejected = 3,
            SamplesFrozen = null,
            Clusters = asked,
            Accounts = holders,
        };
    }

    /// <summary>The body that records a test. Without one, it asked about one cluster and named it.</summary>
    public static string Body(AttributionRecord? test = null, string? suspect = "clone-7b", string? by = "ana") =>
        new JsonObject
        {
            ["suspect"] = suspect,
            ["by"] = by,
            ["audit"] = Json(test ?? Of("1", [(ClusterId.Parse("hydra-000000000001"), 3e-9)])),
        }.ToJsonString();

    /// <summary>What <c>audit.json</c> holds of a test, with members that are not kept.</summary>
    public static JsonObject Json(AttributionRecord test)
    {
        var json = JsonNode.Parse(Encoding.UTF8.GetString(AttributionRecordJson.Write(test)))!.AsObject();
        json["log10P"] = -8.5;
        json["evidence"]!["samples"]![0]!["file"] = "a-private-name.jsonl";
        json["evidence"]!["samples"]![0]!["rejectedLines"] = new JsonArray(new JsonObject { ["line"] = 7, ["reason"] = "a private text" });
        return json;
    }

    /// <summary>Records three tests for pages: one names a cluster, one names a member of it, and one names nobody.</summary>
    public static async Task RecordAsync(Instance instance, ClusterId cluster, ClusterId other)
    {
        var at = instance.Time.GetUtcNow();
        await RecordAsync(instance, Of("a", [(cluster, 3.2e-9), (other, 0.31)]), "clone-7b by Example GmbH", at.AddHours(-30));
        await RecordAsync(instance, Of("b", [(other, 1)], ("acct_0007", 4e-11)), "a blog of 2 May", at.AddHours(-20));
        await RecordAsync(instance, Of("c", [(cluster, 1), (other, 0.7)]), "<b>other</b>-70b", at.AddHours(-3));
    }

    public static Task<RecordedAudit?> RecordAsync(Instance instance, AttributionRecord test, string suspect, DateTimeOffset at) =>
        instance.Get<AuditTable>().AddAsync(test, suspect, "ana", at, default);
}
