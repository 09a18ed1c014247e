using System.Text.Json.Nodes;

namespace Distill.Infra.Tests;

/// <summary>All Bicep files, built together in a copy. The compiler lints while it builds, and most of its time is its start.</summary>
internal sealed record Compiled(Bicep.Output Build, JsonObject Main, JsonObject Secret)
{
    private static readonly Lazy<Task<Compiled>> s_all = new(BuildAsync);

    public static Task<Compiled> AllAsync() => s_all.Value;

    /// <summary>A template and all templates nested in it.</summary>
    public static IEnumerable<JsonObject> WithNested(JsonObject template)
    {
        yield return template;
        var resources = template["resources"] switch
        {
            JsonObject named => named.Select(r => r.Value!),
            JsonArray list => list.Select(r => r!),
            _ => [],
        };
        foreach (var nested in resources.Select(r => (r["properties"] as JsonObject)?["template"]).OfType<JsonObject>().SelectMany(WithNested))
        {
            yield return nested;
        }
    }

    /// <summary>All strings in a piece of JSON.</summary>
    public static IEnumerable<string> Strings(JsonNode? node) =>
        node switch
        {
            JsonObject o => o.SelectMany(p => Strings(p.Value)),
            JsonArray a => a.SelectMany(Strings),
            JsonValue v when v.TryGetValue<string>(out var text) => [text],
            _ => [],
        };

    /// <summary>Copies the compiler's input into a new folder, does something there, and deletes the folder.</summary>
    public static async Task<T> InCopyAsync<T>(Func<string, Task<T>> use)
    {
        var folder = Directory.CreateTempSubdirectory("distill-bicep-");
        try
        {
            // Snapshots are compared in place, and may be written at this moment.
            var files = new[] { "*.bicep", "*.bicepparam", "*.json", "*.kql" }.SelectMany(pattern => Repository.Files("infra", pattern));
            foreach (var file in files.Where(file => !file.EndsWith(".snapshot.json", StringComparison.Ordinal)))
            {
                var copy = Path.Combine(folder.FullName, file);
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(Path.Combine(Repository.Root, file), copy);
            }

            return await use(Path.Combine(folder.FullName, "infra"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<Compiled> BuildAsync() =>
        InCopyAsync(async copy =>
        {
            var build = await Bicep.RunAsync("dev", "build", "--pattern", copy + "/**/*.bicep");
            Assert.True(build.ExitCode == 0, build.Messages);
            return new Compiled(build, Read("main.json"), Read("app/secret.json"));

            JsonObject Read(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(copy, file)))!.AsObject();
        });
}
