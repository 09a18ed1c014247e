using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Distill.Infra.Tests;

/// <summary>host.json takes no comments, so infra/README.md gives the reason of every value.</summary>
public sealed partial class HostJsonTests
{
    [Fact]
    public void EveryValue_HasItsReason()
    {
        var values = Values("", JsonNode.Parse(Repository.Read("host.json"))!.AsObject()).Where(v => v.Name != "version");
        var rows = Row().Matches(Repository.Read("infra/README.md")).Select(m => (m.Groups[1].Value, m.Groups[2].Value));

        Assert.Equal(values.Order(), rows.Order());
    }

    /// <summary>Waits within a run end before the host ends the run.</summary>
    [Fact]
    public void FunctionTimeout_IsLongerThanTheLongestWait()
    {
        var timeout = TimeSpan.Parse(
            JsonNode.Parse(Repository.Read("host.json"))!["functionTimeout"]!.GetValue<string>(),
            System.Globalization.CultureInfo.InvariantCulture
        );
        var waits = new[] { "IngestOptions", "CorrelationOptions" }
            .SelectMany(file => Minutes().Matches(Repository.Read($"functions/Distill.Functions/Settings/{file}.cs")))
            .Where(m => m.Groups[1].Value is "Patience" or "RunFor")
            .Select(m => TimeSpan.FromMinutes(int.Parse(m.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture)))
            .ToArray();

        Assert.Equal(2, waits.Length);
        Assert.All(waits, wait => Assert.True(wait + TimeSpan.FromMinutes(5) <= timeout));
    }

    private static IEnumerable<(string Name, string Value)> Values(string path, JsonObject json) =>
        json.SelectMany(p =>
            p.Value is JsonObject section
                ? Values($"{path}{p.Key}.", section)
                : [(path + p.Key, p.Value!.ToString() is { Length: > 0 } value ? value : "(none)")]
        );

    [GeneratedRegex(@"(?m)^\| `([\w.]+)` \| `([^`]+)` \| \S")]
    private static partial Regex Row();

    [GeneratedRegex(@"TimeSpan (\w+) \{ get; init; \} = TimeSpan\.FromMinutes\((\d+)\)")]
    private static partial Regex Minutes();
}
