using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.Contracts.Json;
using Distill.Core.Reconciliation;

namespace Distill.Cli.Resellers;

/// <summary>Writes a comparison as JSON.</summary>
internal static class ReconciliationJson
{
    public static void Write(Stream output, LogComparison found) =>
        JsonSerializer.Serialize(output, found, ReconciliationJsonContext.Indented.LogComparison);
}

/// <summary>Serializer metadata of comparisons.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(LogComparison))]
internal sealed partial class ReconciliationJsonContext : JsonSerializerContext
{
    public static ReconciliationJsonContext Indented { get; } = new(new JsonSerializerOptions(CompactJson.NewOptions()) { WriteIndented = true });
}
