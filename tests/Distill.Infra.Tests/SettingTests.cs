using System.Text.Json.Nodes;
using NCrontab;

namespace Distill.Infra.Tests;

/// <summary>Every setting that the code reads is set, every setting that is set is read, and values that code and infra share are equal.</summary>
public sealed class SettingTests
{
    /// <summary>Settings that the Functions host and the worker's telemetry read.</summary>
    private static readonly string[] s_host =
    [
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
        "APPLICATIONINSIGHTS_CONNECTION_STRING",
        "AzureFunctionsJobHost__logging__logLevel__Function",
        "AzureWebJobsStorage__blobServiceUri",
        "AzureWebJobsStorage__clientId",
        "AzureWebJobsStorage__credential",
    ];

    private static readonly string[] s_identityOfConnection = ["clientId", "credential", "fullyQualifiedNamespace"];

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void SettingsThatAreRead_AreSet(string environment)
    {
        var set = Apps.All.SelectMany(app => Deployment.Of(environment).Settings(app).Keys).ToHashSet();
        var read = Code
            .Bound.Concat(Code.Connections.SelectMany(c => s_identityOfConnection.Select(part => $"{c}__{part}")))
            .Concat(Code.Settings)
            .ToArray();

        Assert.True(read.Length >= 9, "The scan of the code finds less than there is.");
        Assert.All(read, name => Assert.Contains(name, set));
    }

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void SettingsThatAreSet_AreRead(string environment)
    {
        var read = s_host
            .Concat(Code.Bound)
            .Concat(Code.Connections.SelectMany(c => s_identityOfConnection.Select(part => $"{c}__{part}")))
            .Concat(Code.Settings)
            .Concat(Code.Options)
            .Concat(Code.Functions.Select(f => $"AzureWebJobs.{f}.Disabled"))
            .ToHashSet();

        foreach (var app in Apps.All)
        {
            Assert.All(Deployment.Of(environment).Settings(app).Keys, name => Assert.Contains(name, read));
        }
    }

    /// <summary>The host binds a disabled function's names too, so each app has them all.</summary>
    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void BoundNames_AreInEveryApp(string environment) =>
        Assert.All(Apps.All, app => Assert.Subset(Deployment.Of(environment).Settings(app).Keys.ToHashSet(), Code.Bound.ToHashSet()));

    /// <summary>Flex Consumption rejects or ignores them. functionAppConfig replaces them.</summary>
    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void Settings_HaveNoneThatFlexConsumptionRefuses(string environment) =>
        Assert.All(
            Apps.All,
            app =>
                Assert.DoesNotContain(
                    Deployment.Of(environment).Settings(app).Keys,
                    name =>
                        name.StartsWith("FUNCTIONS_", StringComparison.Ordinal)
                        || name.StartsWith("WEBSITE_", StringComparison.Ordinal)
                        || name is "AzureWebJobsStorage" or "ENABLE_ORYX_BUILD" or "SCM_DO_BUILD_DURING_DEPLOYMENT"
                )
        );

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void NamesAndSchedules_EqualThoseOfTheSample(string environment)
    {
        var sample = JsonNode.Parse(Repository.Read("local.settings.sample.json"))!["Values"]!.AsObject();

        foreach (var app in Apps.All)
        {
            var settings = Deployment.Of(environment).Settings(app);
            Assert.All(Code.Bound, name => Assert.Equal(sample[name]!.GetValue<string>(), settings[name]));
        }
    }

    /// <summary>The sample has every setting without a default, and docs/configuration.md explains each.</summary>
    [Fact]
    public void Sample_IsCompleteAndTheDocsExplainIt()
    {
        var sample = JsonNode.Parse(Repository.Read("local.settings.sample.json"))!["Values"]!.AsObject().Select(v => v.Key).ToArray();
        var docs = Repository.Read("docs/configuration.md");

        Assert.Subset(sample.ToHashSet(), Code.Bound.Concat(Code.Connections).Append("DistillStorage").Append("AzureWebJobsStorage").ToHashSet());
        Assert.All(
            sample.Concat(
                Code.Settings.Where(name =>
                    !name.StartsWith("DistillStorage", StringComparison.Ordinal) && !name.StartsWith("DistillWindows", StringComparison.Ordinal)
                )
            ),
            name => Assert.Contains($"`{name.Replace("__", ":", StringComparison.Ordinal)}", docs, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Schedules_AreNcrontabWithSeconds()
    {
        var settings = Deployment.Prod.Settings("correlation");
        var seconds = new CrontabSchedule.ParseOptions { IncludingSeconds = true };

        Assert.All(
            Code.Bound.Where(name => name.EndsWith("Schedule", StringComparison.Ordinal)),
            name => Assert.NotNull(CrontabSchedule.TryParse(settings[name], seconds))
        );
    }
}
