using System.Buffers;
using System.Text.Json;
using Distill.Core.Clusters;

namespace Distill.Core.Sharing;

/// <summary>An indicator of keyed hashes: how it is written, and what of it is read.</summary>
internal static class StixIndicator
{
    /// <summary>The type of the object in the patterns.</summary>
    public const string Type = "x-distill-keyed-value";

    /// <summary>What begins the label that names the key.</summary>
    public const string KeyLabel = "distill-key:";

    /// <summary>What begins the label that names what was hashed.</summary>
    public const string KindLabel = "distill-kind:";

    /// <summary>Digits of a hash.</summary>
    public const int HashDigits = 64;

    private const string Begin = $"[{Type}:hmac_sha256 IN (";
    private const string End = ")]";

    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Writes an indicator. Returns its id.</summary>
    public static string Write(
        StixWriter written,
        Utf8JsonWriter json,
        (Cluster Cluster, string Kind, IReadOnlyList<string> Hashes) about,
        (DateTimeOffset Time, string KeyId) made,
        StixOptions options
    )
    {
        var (cluster, kind, hashes) = about;
        var id = StixId.Of("indicator", $"{options.Producer}|{cluster.Id}|{kind}|{made.KeyId}");
        written.Begin("indicator", id, StixWriter.Time(cluster.FirstSeen), StixWriter.Time(made.Time));
        json.WriteString("name", $"Keyed {kind} values of {cluster.Id}");
        json.WriteString("description", "HMAC-SHA-256 under a key that providers share. Without the key it tells nothing.");
        StixWriter.Strings(json, "indicator_types", ["anomalous-activity"]);
        StixWriter.Strings(json, "labels", [KeyLabel + made.KeyId, KindLabel + kind]);
        json.WriteString("pattern", $"{Begin}{string.Join(", ", hashes.Select(h => $"'{h}'"))}{End}");
        json.WriteString("pattern_type", "stix");
        json.WriteString("pattern_version", "2.1");
        json.WriteString("valid_from", StixWriter.Time(made.Time));
        json.WriteString("valid_until", StixWriter.Time(made.Time.AddDays(options.Days)));
        json.WriteNumber("confidence", StixConstants.Confidence(cluster.Level));
        json.WriteEndObject();
        return id;
    }

    /// <summary>True for a pattern that names our type.</summary>
    public static bool IsOurs(string pattern) => pattern.StartsWith($"[{Type}:", StringComparison.Ordinal);

    /// <summary>The hashes of a pattern; null if it is not as we write it.</summary>
    public static IReadOnlyList<string>? Hashes(string pattern)
    {
        if (!pattern.StartsWith(Begin, StringComparison.Ordinal) || !pattern.EndsWith(End, StringComparison.Ordinal))
        {
            return null;
        }

        var values = pattern[Begin.Length..^End.Length].Split(", ");
        return Array.TrueForAll(values, IsHash) ? [.. values.Select(v => v[1..^1])] : null;
    }

    private static bool IsHash(string value) =>
        value.Length == HashDigits + 2 && value[0] == '\'' && value[^1] == '\'' && value.AsSpan()[1..^1].IndexOfAnyExcept(s_digits) < 0;
}
