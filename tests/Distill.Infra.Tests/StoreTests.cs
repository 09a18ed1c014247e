namespace Distill.Infra.Tests;

/// <summary>Deployed tables, hub and containers are the ones that the code names.</summary>
public sealed class StoreTests
{
    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void Tables_AreThoseThatTheCodeNames(string environment)
    {
        var deployment = Deployment.Of(environment);

        var tables = deployment.All("Microsoft.Storage/storageAccounts/tableServices/tables").Select(t => t.Name.Split('/')).ToArray();

        Assert.Equal(Code.Tables, tables.Select(t => t[2]).Order(StringComparer.Ordinal));
        Assert.All(tables, t => Assert.Equal("stdata", deployment.Plain(t[0])));
    }

    /// <summary>Tables of windows are made in their own account, where ingest may make them.</summary>
    [Fact]
    public void TablesOfADay_AreWindowsOnly() => Assert.Equal(["windows"], Code.TablePrefixes);

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void Hub_IsTheOneThatTheAppIsBoundTo(string environment)
    {
        var deployment = Deployment.Of(environment);
        var settings = deployment.Settings("ingest");
        var hub = Assert.Single(deployment.All("Microsoft.EventHub/namespaces/eventhubs"));
        var group = Assert.Single(deployment.All("Microsoft.EventHub/namespaces/eventhubs/consumergroups"));

        Assert.EndsWith($"/{settings["CallsHub"]}", hub.Name, StringComparison.Ordinal);
        Assert.EndsWith($"/{settings["CallsHub"]}/{settings["CallsConsumerGroup"]}", group.Name, StringComparison.Ordinal);
        Assert.True(int.Parse(hub["properties/partitionCount"]!, System.Globalization.CultureInfo.InvariantCulture) >= 32);
    }

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void Capture_WritesWithAnIdentityAndExpires(string environment)
    {
        var deployment = Deployment.Of(environment);
        var hub = Assert.Single(deployment.All("Microsoft.EventHub/namespaces/eventhubs"));
        var destination = hub.Json["properties"]!["captureDescription"]!["destination"]!;
        var policy = Assert.Single(deployment.All("Microsoft.Storage/storageAccounts/managementPolicies"));
        var account = policy.Name.Split('/')[0];

        Assert.EndsWith($"/{account}", destination["properties"]!["storageAccountResourceId"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("UserAssigned", destination["identity"]!["type"]!.GetValue<string>());
        var rule = Assert.Single(policy.Json["properties"]!["policy"]!["rules"]!.AsArray())!["definition"]!;
        Assert.Equal($"{destination["properties"]!["blobContainer"]!.GetValue<string>()}/", rule["filters"]!["prefixMatch"]![0]!.GetValue<string>());
        Assert.InRange(rule["actions"]!["baseBlob"]!["delete"]!["daysAfterCreationGreaterThan"]!.GetValue<int>(), 1, 30);
    }

    /// <summary>Captured events may hold prompt text, so deleted files can't be restored.</summary>
    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void Captured_IsGoneWhenDeleted(string environment)
    {
        var deployment = Deployment.Of(environment);
        var blobs = Assert.Single(
            deployment.All("Microsoft.Storage/storageAccounts/blobServices"),
            b => deployment.Plain(b.Name.Split('/')[0]) == "stcapture"
        );

        Assert.Equal("false", blobs["properties/deleteRetentionPolicy/enabled"]);
        Assert.Equal("false", blobs["properties/containerDeleteRetentionPolicy/enabled"]);
    }

    [Fact]
    public void Prod_IsSpreadOverZones()
    {
        Assert.All(Deployment.Prod.All("Microsoft.Storage/storageAccounts"), a => Assert.Equal("Standard_ZRS", a["sku/name"]));
        Assert.All(Deployment.Prod.All("Microsoft.Web/serverfarms"), p => Assert.Equal("true", p["properties/zoneRedundant"]));
        Assert.All(Deployment.Prod.All("Microsoft.EventHub/namespaces"), n => Assert.Equal("true", n["properties/zoneRedundant"]));
    }
}
