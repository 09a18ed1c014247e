using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.Contracts.Json;

namespace Distill.Core.Clusters;

/// <summary>Clusters as JSON: one for the store, all for <c>clusters.json</c>. Equal clusters give equal bytes.</summary>
public static class ClusterJson
{
    /// <summary>Returns one line of UTF-8 JSON, without a line end.</summary>
    public static byte[] Write(Cluster cluster) => JsonSerializer.SerializeToUtf8Bytes(Ordered(cluster), ClusterJsonContext.Compact.Cluster);

    /// <summary>Writes an array of clusters in the given order, one cluster a line, with a line end.</summary>
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

    /// <summary>Returns an array of clusters in the given order, in the same form, as UTF-8 JSON.</summary>
    public static byte[] Write(IEnumerable<Cluster> clusters)
    {
        using var bytes = new MemoryStream();
        WriteAll(bytes, clusters);
        return bytes.ToArray();
    }

    /// <summary>Reads what <see cref="WriteAll"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are no array of clusters.</exception>
    public static IReadOnlyList<Cluster> ReadAll(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, ClusterJsonContext.Compact.IReadOnlyListCluster)
        ?? throw new JsonException("Clusters must be a JSON array.");

    /// <summary>Reads what <see cref="Write(Cluster)"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are not a cluster.</exception>
    public static Cluster Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, ClusterJsonContext.Compact.Cluster) ?? throw new JsonException("A cluster must be a JSON object.");

    // Sorts the names: a dictionary's own order depends on how it was filled.
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

/// <summary>Serializer metadata of clusters.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Cluster))]
[JsonSerializable(typeof(IReadOnlyList<Cluster>))]
internal sealed partial class ClusterJsonContext : JsonSerializerContext
{
    public static ClusterJsonContext Compact { get; } = new(CompactJson.NewOptions());
}
