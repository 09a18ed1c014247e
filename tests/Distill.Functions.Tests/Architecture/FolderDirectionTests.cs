using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Distill.Functions.Tests.Architecture;

/// <summary>The app's folders form one order: each names only those before it. The composition root stands above all.</summary>
public sealed partial class FolderDirectionTests
{
    // In the order of functions/Distill.Functions/README.md.
    private static readonly string[] s_order =
    [
        "Batches",
        "Telemetry",
        "Settings",
        "Storage",
        "Publishing",
        "Ingest",
        "Volumes",
        "Honeypots",
        "Correlation",
        "Retention",
        "Auth",
        "Api",
        "EventHubsBinding",
        "Triggers",
        "Middleware",
    ];

    [Fact]
    public void EveryFolder_HasAPlaceInTheOrder() =>
        Assert.Equal(
            s_order.Order(StringComparer.Ordinal),
            typeof(Batches.HubEvent)
                .Assembly.GetTypes()
                .Where(t => t.GetCustomAttribute<CompilerGeneratedAttribute>() is null)
                .Select(t => Namespace().Match(t.Namespace ?? "").Groups[1].Value)
                .Where(folder => folder.Length > 0)
                .Distinct()
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Folders_NameOnlyThoseBeforeThem()
    {
        var app = Path.Combine(Root(), "functions", "Distill.Functions");
        var wrong =
            from folder in s_order
            from file in Directory.EnumerateFiles(Path.Combine(app, folder), "*.cs")
            from Match named in Name().Matches(File.ReadAllText(file))
            where Array.IndexOf(s_order, named.Groups[1].Value) > Array.IndexOf(s_order, folder)
            select $"{folder}/{Path.GetFileName(file)} names {named.Groups[1].Value}";

        Assert.Empty(wrong.Distinct());
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Distill.Functions.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    [GeneratedRegex(@"^Distill\.Functions\.(\w+)$")]
    private static partial Regex Namespace();

    [GeneratedRegex(@"(?m)^using (?:static )?Distill\.Functions\.(\w+)")]
    private static partial Regex Name();
}
