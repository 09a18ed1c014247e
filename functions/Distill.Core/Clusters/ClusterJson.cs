using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.Contracts.Json;

namespace Distill.Core.Clusters;

/// <summary>Clusters as JSON: one for the store, all of them for <c>clusters.json</c>. Equal clusters have equal bytes.</summary>
public static class ClusterJson
{
    /// <summary>One line of UTF-8 JSON, without a line end.</summary>
    public static byte[] Write(Cluster cluster) => JsonSerializer.SerializeToUtf8Bytes(Ordered(cluster), ClusterJsonContext.Compact.Cluster);

    /// <summary>An array of clusters in the order given, a cluster a line; ends with a line end.</summary>
    public static void WriteAll(Stream destination, IEnumerable<Cluster> clusters)
    {
        var before = "[\n"u8;
        foreach (var cluster in clusters)
        {
            destination.Write(before);
            destination.Write(Write(cluster));
            before = ",\n"u8;
        }

        destination.Write(before[0] == (byte)'[' ? "[]\n"u8 : "\n]\n"u8);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are not a cluster.</exception>
    public static Cluster Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, ClusterJsonContext.Compact.Cluster) ?? throw new JsonException("A cluster is an object.");

    // A dictionary's own order depends on how it was filled.
    private static Cluster Ordered(Cluster cluster) =>
        cluster with
        {
            Models = Ordered(cluster.Models),
            Platforms = Ordered(cluster.Platforms),
            Resellers = Ordered(cluster.Resellers),
            Evidence = Ordered(cluster.Evidence),
        };

    private static SortedDictionary<string, T> Ordered<T>(IReadOnlyDictionary<string, T> values)
    {
        var ordered = new SortedDictionary<string, T>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            ordered.Add(name, value);
        }

        return ordered;
    }
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Cluster))]
internal sealed partial class ClusterJsonContext : JsonSerializerContext
{
    public static ClusterJsonContext Compact { get; } = new(CompactJson.NewOptions());
}
