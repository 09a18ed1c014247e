using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Distill.Infra.Tests;

/// <summary>What a deployment would create, from its committed snapshot. <see cref="SnapshotTests"/> compare the snapshot with the Bicep.</summary>
internal sealed partial class Deployment
{
    public static readonly Deployment Dev = new("dev");
    public static readonly Deployment Prod = new("prod");

    private Deployment(string environment)
    {
        Name = environment;
        var snapshot = JsonNode.Parse(Repository.Read($"infra/main.{environment}.snapshot.json"))!.AsObject();
        Resources = [.. snapshot["predictedResources"]!.AsArray().Select(r => new Resource(r!.AsObject()))];
        Outputs = snapshot["outputs"]!.AsObject();
    }

    public string Name { get; }

    public IReadOnlyList<Resource> Resources { get; }

    public JsonObject Outputs { get; }

    public static TheoryData<string> Names => ["dev", "prod"];

    public static Deployment Of(string name) => name == "prod" ? Prod : Dev;

    public IEnumerable<Resource> All(string type) => Resources.Where(r => r.Type.Equals(type, StringComparison.OrdinalIgnoreCase));

    /// <summary>The settings of an app by its part: ingest, serving, correlation.</summary>
    public IReadOnlyDictionary<string, string> Settings(string app) =>
        Assert.Single(All("Microsoft.Web/sites/config"), config => config.Name == $"{Site(app).Name}/appsettings").Json["properties"]!
            .AsObject()
            .ToDictionary(p => p.Key, p => p.Value!.GetValue<string>());

    public Resource Site(string app) =>
        Assert.Single(All("Microsoft.Web/sites"), site => site.Name.StartsWith($"func-distill-{app}-", StringComparison.Ordinal));

    /// <summary>Takes out of a name what makes it unique: func-distill-ingest-prod-oqtasm is func-distill-ingest.</summary>
    public string Plain(string name) => UniqueEnd().Replace(name.Replace($"-{Name}", "", StringComparison.Ordinal), "");

    [GeneratedRegex("(-[a-z0-9]{6,8}|(?<=^st[a-z]+?)[a-z0-9]{13})$")]
    private static partial Regex UniqueEnd();

    internal sealed class Resource(JsonObject json)
    {
        public JsonObject Json => json;

        public string Id => json["id"]!.GetValue<string>();

        public string Type => json["type"]!.GetValue<string>();

        public string Name => json["name"]!.GetValue<string>();

        /// <summary>The value at a path of property names; null if there is none.</summary>
        public string? this[string path]
        {
            get
            {
                JsonNode? node = json;
                foreach (var part in path.Split('/'))
                {
                    node = (node as JsonObject)?[part];
                }

                return node switch
                {
                    null => null,
                    JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
                    _ => node.ToJsonString(),
                };
            }
        }

        public override string ToString() => $"{Type} {Name}";
    }
}
