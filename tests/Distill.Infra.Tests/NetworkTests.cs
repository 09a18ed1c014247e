namespace Distill.Infra.Tests;

/// <summary>With the private network, nothing answers from outside, and everything that apps need answers inside.</summary>
public sealed class NetworkTests
{
    private static readonly string[] s_reachable =
    [
        "Microsoft.EventHub/namespaces",
        "Microsoft.Insights/privateLinkScopes",
        "Microsoft.KeyVault/vaults",
        "Microsoft.Storage/storageAccounts",
        "Microsoft.Web/sites",
    ];

    [Fact]
    public void Prod_IsClosedToTheOutside()
    {
        var withSwitch = Deployment.Prod.Resources.Where(r => r["properties/publicNetworkAccess"] is not null).ToArray();

        Assert.Equal(12, withSwitch.Length);
        Assert.All(withSwitch, r => Assert.Equal("Disabled", r["properties/publicNetworkAccess"]));
        Assert.All(Deployment.Prod.All("Microsoft.Storage/storageAccounts"), r => Assert.Equal("Deny", r["properties/networkAcls/defaultAction"]));
        Assert.All(Deployment.Prod.All("Microsoft.KeyVault/vaults"), r => Assert.Equal("Deny", r["properties/networkAcls/defaultAction"]));
    }

    /// <summary>Telemetry goes in privately; people read it from outside, by their Entra identity.</summary>
    [Theory]
    [InlineData("Microsoft.OperationalInsights/workspaces")]
    [InlineData("Microsoft.Insights/components")]
    public void ProdTelemetry_GoesInPrivately(string type)
    {
        var resource = Assert.Single(Deployment.Prod.All(type));

        Assert.Equal("Disabled", resource["properties/publicNetworkAccessForIngestion"]);
        Assert.Equal("Enabled", resource["properties/publicNetworkAccessForQuery"]);
    }

    /// <summary>Only Capture's account lets a trusted service in: Event Hubs, which writes there with an identity and a role.</summary>
    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void TrustedServices_GetIntoCaptureOnly(string environment)
    {
        var deployment = Deployment.Of(environment);

        var open = deployment.All("Microsoft.Storage/storageAccounts").Where(a => a["properties/networkAcls/bypass"] != "None");

        Assert.Equal(["stcapture"], open.Select(a => deployment.Plain(a.Name)));
    }

    [Fact]
    public void Prod_HasAPrivateEndpointForEachPartThatIsUsed()
    {
        var targets = Deployment
            .Prod.All("Microsoft.Network/privateEndpoints")
            .SelectMany(e => e.Json["properties"]!["privateLinkServiceConnections"]!.AsArray())
            .Select(c => c!["properties"]!["privateLinkServiceId"]!.GetValue<string>())
            .ToHashSet();
        var reachable = Deployment.Prod.Resources.Where(r => s_reachable.Contains(r.Type)).ToArray();

        Assert.Equal(13, reachable.Length);
        Assert.All(reachable, r => Assert.Contains(r.Id, targets));
    }

    [Fact]
    public void ProdApps_SendThroughASubnetEachDelegatedToFlexConsumption()
    {
        var network = Assert.Single(Deployment.Prod.All("Microsoft.Network/virtualNetworks"));
        var subnets = network.Json["properties"]!["subnets"]!
            .AsArray()
            .ToDictionary(s => $"{network.Id}/subnets/{s!["name"]!.GetValue<string>()}", s => s!["properties"]!);
        var used = Deployment.Prod.All("Microsoft.Web/sites").Select(s => s["properties/virtualNetworkSubnetId"]!).ToArray();

        Assert.Equal(3, used.Distinct().Count());
        Assert.All(
            used,
            id => Assert.Equal("Microsoft.App/environments", subnets[id]["delegations"]![0]!["properties"]!["serviceName"]!.GetValue<string>())
        );
        Assert.All(subnets.Values, s => Assert.NotNull(s["networkSecurityGroup"]));
        // Flex Consumption refuses subnets with an underscore in their name.
        Assert.DoesNotContain(subnets.Keys, id => id[(id.LastIndexOf('/') + 1)..].Contains('_', StringComparison.Ordinal));
    }

    /// <summary>Azure's own rule lets peers through, so a rule of ours denies everything that is not named.</summary>
    [Fact]
    public void ProdApps_ReachTheirOwnNetworkAndEntraOnly()
    {
        var network = Assert.Single(Deployment.Prod.All("Microsoft.Network/virtualNetworks"));
        var security = Assert.Single(
            Deployment.Prod.All("Microsoft.Network/networkSecurityGroups"),
            g => g.Name.EndsWith("-apps", StringComparison.Ordinal)
        );
        var rules = security.Json["properties"]!["securityRules"]!
            .AsArray()
            .Select(r => r!["properties"]!)
            .OrderBy(r => r["priority"]!.GetValue<int>())
            .Select(r => $"{r["direction"]} {r["access"]} {r["destinationAddressPrefix"]}");

        Assert.Equal(
            [
                $"Outbound Allow {network.Json["properties"]!["addressSpace"]!["addressPrefixes"]![0]}",
                "Outbound Allow AzureActiveDirectory",
                "Outbound Deny *",
            ],
            rules
        );
    }

    [Fact]
    public void Dev_HasNoNetwork() =>
        Assert.DoesNotContain(Deployment.Dev.Resources, r => r.Type.StartsWith("Microsoft.Network/", StringComparison.Ordinal));
}
