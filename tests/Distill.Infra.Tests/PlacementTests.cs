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
            var disabled = Deployment
                .Of(environment)
                .Settings(app)
                .Where(s => s.Key.StartsWith("AzureWebJobs.", StringComparison.Ordinal))
                .Select(s => (s.Key, s.Value));

            Assert.Equal(Code.Functions.Where(f => Apps.Placement[f] != app).Select(f => ($"AzureWebJobs.{f}.Disabled", "true")), disabled.Order());
        }
    }

    [Fact]
    public void AlwaysReadyInstances_AreOfFunctionsThatRunThere() =>
        Assert.All(
            Deployment.Prod.All("Microsoft.Web/sites"),
            site =>
            {
                var app = site.Json["tags"]!["azd-service-name"]!.GetValue<string>();
                var trigger = site.Json["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!["alwaysReady"]![0]!["name"]!.GetValue<string>();
                var functions = Apps.Placement.Where(p => p.Value == app).Select(p => p.Key).ToArray();

                Assert.Contains(trigger, functions.Select(f => Code.HttpFunctions.Contains(f) ? "http" : $"function:{f}"));
            }
        );

    /// <summary>With zones Azure takes no always-ready number below two.</summary>
    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void AlwaysReadyInstances_AreNoneOrEnoughForTheZones(string environment) =>
        Assert.All(
            Deployment.Of(environment).All("Microsoft.Web/sites"),
            site =>
            {
                var plan = Assert.Single(Deployment.Of(environment).All("Microsoft.Web/serverfarms"), p => p.Id == site["properties/serverFarmId"]);
                var least = plan["properties/zoneRedundant"] == "true" ? 2 : 1;

                Assert.All(
                    site.Json["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!["alwaysReady"]!.AsArray(),
                    ready => Assert.True(ready!["instanceCount"]!.GetValue<int>() >= least, site.Name)
                );
            }
        );

    /// <summary>All apps at their maximum fit into a subscription's default quota in a region, 512,000 MB.</summary>
    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void Apps_AtTheirMostFitIntoTheRegionsQuota(string environment) =>
        Assert.InRange(
            Deployment
                .Of(environment)
                .All("Microsoft.Web/sites")
                .Select(s => s.Json["properties"]!["functionAppConfig"]!["scaleAndConcurrency"]!)
                .Sum(s => s["maximumInstanceCount"]!.GetValue<int>() * s["instanceMemoryMB"]!.GetValue<int>()),
            1,
            512_000
        );

    /// <summary>A follower of changes occupies a place of an instance, half a minute at a time.</summary>
    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void Serving_HasRoomForThoseWhoWait(string environment)
    {
        const string http = "properties/functionAppConfig/scaleAndConcurrency/triggers/http/perInstanceConcurrency";

        Assert.Equal("serving", Apps.Placement["GetChanges"]);
        Assert.Equal("250", Deployment.Of(environment).Site("serving")[http]);
    }

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void Apps_RunDotnet10IsolatedOnFlexConsumption(string environment)
    {
        Assert.Equal(
            ["FC1 FlexConsumption", "FC1 FlexConsumption", "FC1 FlexConsumption"],
            Deployment.Of(environment).All("Microsoft.Web/serverfarms").Select(p => $"{p["sku/name"]} {p["sku/tier"]}")
        );
        Assert.All(
            Deployment.Of(environment).All("Microsoft.Web/sites"),
            site =>
            {
                Assert.Equal("dotnet-isolated", site["properties/functionAppConfig/runtime/name"]);
                Assert.Equal("10.0", site["properties/functionAppConfig/runtime/version"]);
            }
        );
    }
}
