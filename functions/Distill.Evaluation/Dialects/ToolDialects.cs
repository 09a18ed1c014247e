using System.Text.Json;

namespace Distill.Evaluation.Dialects;

/// <summary>Tools as the providers' requests have them, instead of names.</summary>
internal static class ToolDialects
{
    private const string Field = "tools";

    public static IReadOnlyList<Dialect> All { get; } =
    [
        Of("tools_objects", "Tools are objects with a name.", name => $$$"""{"name":{{{name}}},"input_schema":{"type":"object"}}"""),
        Of("tools_functions", "Tools are objects with a function.", name => $$$"""{"type":"function","function":{"name":{{{name}}}}}"""),
    ];

    private static Dialect Of(string name, string meaning, Func<string, string> write) =>
        new(
            name,
            meaning,
            e => e.Replace(Field, json => $"[{string.Join(',', JsonSerializer.Deserialize<string[]>(json)!.Select(Dialect.Quote).Select(write))}]")
        );
}
