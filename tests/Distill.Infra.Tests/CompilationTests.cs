namespace Distill.Infra.Tests;

/// <summary>
/// The Bicep builds and lints without a message. Each lint rule is an error (infra/bicepconfig.json), and a warning counts as an error here.
/// </summary>
public sealed class CompilationTests
{
    [Fact]
    public async Task Compiler_IsThePinnedOne()
    {
        var generator = (await Compiled.AllAsync()).Main["metadata"]!["_generator"]!;

        Assert.StartsWith($"{Repository.Metadata("BicepVersion")}.", generator["version"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllBicep_BuildsAndLintsWithoutAWord()
    {
        var compiled = await Compiled.AllAsync();

        Assert.Equal("", compiled.Build.Messages);
        Assert.Equal(0, compiled.Build.ExitCode);
    }

    [Fact]
    public async Task AllBicep_IsFormatted()
    {
        var files = Repository.Files("infra", "*.bicep").Concat(Repository.Files("infra", "*.bicepparam")).ToArray();

        // The compiler formats many files at once only in place, so a copy is formatted.
        var formatted = await Compiled.InCopyAsync(async copy =>
        {
            var format = await Bicep.RunAsync("dev", "format", "--pattern", copy + "/**/*.{bicep,bicepparam}");
            Assert.Equal("", format.Messages);
            return files.ToDictionary(file => file, file => File.ReadAllText(Path.Combine(copy, "..", file)));
        });

        Assert.All(files, file => Assert.Equal(formatted[file], Repository.Read(file)));
    }

    [Fact]
    public void LintRules_AreAllErrors()
    {
        var config = System.Text.Json.Nodes.JsonNode.Parse(Repository.Read("infra/bicepconfig.json"))!;
        var rules = config["analyzers"]!["core"]!["rules"]!.AsObject();

        Assert.All(rules, rule => Assert.Equal("error", rule.Value!["level"]!.GetValue<string>()));
        Assert.True(rules.Count >= 50, "Some of the compiler's rules are not listed.");
    }

    [Fact]
    public void NoRule_IsSuppressed() =>
        Assert.DoesNotContain(
            Repository.Files("infra", "*.bicep").SelectMany(file => Repository.Read(file).Split('\n')),
            line => line.Contains("#disable", StringComparison.Ordinal)
        );

    /// <summary>That rule goes by the day on which it runs: what it passes today it fails in some weeks, though nothing changed.</summary>
    [Fact]
    public void NoRule_GoesByTheCalendar() =>
        Assert.DoesNotContain("use-recent-api-versions", Repository.Read("infra/bicepconfig.json"), StringComparison.Ordinal);
}
