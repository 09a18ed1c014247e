namespace Distill.Infra.Tests;

/// <summary>One package in three apps: each function runs in one of them.</summary>
public sealed class PlacementTests
{
    [Fact]
    public void Functions_AllHaveAPlace() => Assert.Equal(Code.Functions, Apps.Placement.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void Functions_RunInTheirPlaceOnly(string environment)
    {
        foreach (var app in Apps.All)
        {
            var disabled = Deployment.Of(environment).Settings(app)
                .Where(s => s.Key.StartsWith("AzureWebJobs.", StringComparison.Ordinal))
                .Select(s => (s.Key, s.Value));

            Assert.Equal(
                Code.Functions.Where(f => Apps.Placement[f] != app).Select(f => ($"AzureWebJobs.{f}.Disabled", "true")),
                disabled.Order());
        }
    }

    [Fact]
    public void AlwaysReadyInstances_AreOfFunctionsThatRunThere() => Assert.All(Deployment.Prod.All("Microsoft.Web/sites"), site =>
    {
        var app = site.Json["tags"]!["azd-service-name"]!.GetValue<string>();
        var trigger = site.Json["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!["alwaysReady"]![0]!["name"]!.GetValue<string>();
        var functions = Apps.Placement.Where(p => p.Value == app).Select(p => p.Key).ToArray();

        Assert.Contains(trigger, functions.Select(f => Code.HttpFunctions.Contains(f) ? "http" : $"function:{f}"));
    });

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void Apps_RunDotnet10IsolatedOnFlexConsumption(string environment)
    {
        Assert.Equal(
            ["FC1 FlexConsumption", "FC1 FlexConsumption", "FC1 FlexConsumption"],
            Deployment.Of(environment).All("Microsoft.Web/serverfarms").Select(p => $"{p["sku/name"]} {p["sku/tier"]}"));
        Assert.All(Deployment.Of(environment).All("Microsoft.Web/sites"), site =>
        {
            Assert.Equal("dotnet-isolated", site["properties/functionAppConfig/runtime/name"]);
            Assert.Equal("10.0", site["properties/functionAppConfig/runtime/version"]);
        });
    }
}
