namespace Distill.Infra.Tests;

/// <summary>
/// infra/external-members.txt lists all that the deployed app uses of the worker's and other packages, as the compiler bound it. DISTILL_AZURE_BUILD names
/// the output of a build on the real worker, which takes a feed that has it: .ci/run makes one. After a wanted change set DISTILL_UPDATE_SNAPSHOTS=1.
/// </summary>
public sealed class ExternalMembersTests
{
    private const string List = "infra/external-members.txt";

    private static readonly string? s_build = Environment.GetEnvironmentVariable("DISTILL_AZURE_BUILD");

    [Fact]
    public void List_IsWhatTheCompiledAppUses()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(s_build), "DISTILL_AZURE_BUILD names no build on the real worker.");
        var lines = Repository.Read(List).Split('\n');
        var preamble = lines.TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal)).ToArray();
        var current = string.Join('\n', [.. preamble, .. ExternalMembers.Of(s_build), ""]);
        if (Environment.GetEnvironmentVariable("DISTILL_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(Path.Combine(Repository.Root, List), current);
        }

        Assert.Equal(current, Repository.Read(List));
    }

    /// <summary>A package that is deployed on is in the list, at the version that is pinned.</summary>
    [Fact]
    public void List_NamesThePinnedVersions()
    {
        var list = Repository.Read(List);
        var app = Repository.Read("functions/Distill.Functions/Distill.Functions.csproj");
        foreach (var package in new[] { "Azure.AI.AnomalyDetector", "Azure.Messaging.EventHubs", "Microsoft.Azure.Functions.Worker.Extensions.EventHubs", "Microsoft.Azure.Functions.Worker.Extensions.Timer", "Microsoft.Azure.Functions.Worker.OpenTelemetry" })
        {
            var version = System.Text.RegularExpressions.Regex.Match(Repository.Read("Directory.Packages.props"), $"Include=\"{package}\" Version=\"([^\"]+)\"").Groups[1].Value;

            Assert.Contains($"Include=\"{package}\"", app, StringComparison.Ordinal);
            Assert.Contains($"\n# {package} {version}", list, StringComparison.Ordinal);
        }
    }
}
