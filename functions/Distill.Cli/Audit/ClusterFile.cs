using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.Core.Correlation;

namespace Distill.Cli.Audit;

/// <summary>Writes <c>clusters.json</c>.</summary>
internal static class ClusterFile
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    public static void Write(Stream output, IReadOnlyList<Cluster> clusters) => JsonSerializer.Serialize(output, clusters, s_json);
}
