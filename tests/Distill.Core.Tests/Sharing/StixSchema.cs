using System.Text.Json.Nodes;
using Json.Schema;

namespace Distill.Core.Tests.Sharing;

/// <summary>OASIS's schemas of STIX 2.1.</summary>
internal static class StixSchema
{
    private static readonly Lazy<(JsonSchema Bundle, EvaluationOptions Options)> s_schemas = new(Read);

    /// <summary>What is wrong with a bundle: the places in it, and why.</summary>
    public static IReadOnlyList<string> Faults(byte[] bundle)
    {
        var (schema, options) = s_schemas.Value;
        var results = schema.Evaluate(JsonNode.Parse(bundle), options);
        return results.IsValid
            ? []
            :
            [
                .. results
                    .Details.Where(d => !d.IsValid && d.Errors is not null)
                    .Select(d => $"{d.InstanceLocation}: {string.Join(", ", d.Errors!.Values)}")
                    .DefaultIfEmpty("The bundle is not valid."),
            ];
    }

    private static (JsonSchema Bundle, EvaluationOptions Options) Read()
    {
        var options = new EvaluationOptions { OutputFormat = OutputFormat.List };
        JsonSchema? bundle = null;
        foreach (
            var path in Directory.EnumerateFiles(
                Path.Combine(AppContext.BaseDirectory, "Sharing", "StixSchemas"),
                "*.json",
                SearchOption.AllDirectories
            )
        )
        {
            var schema = JsonSchema.FromText(File.ReadAllText(path));
            options.SchemaRegistry.Register(schema);
            bundle = Path.GetFileName(path) == "bundle.json" ? schema : bundle;
        }

        return (bundle!, options);
    }
}
