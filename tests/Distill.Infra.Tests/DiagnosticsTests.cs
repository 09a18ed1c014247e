namespace Distill.Infra.Tests;

/// <summary>Every resource with logs and metrics sends them to the workspace.</summary>
public sealed class DiagnosticsTests
{
    private static readonly string[] s_types =
    [
        "Microsoft.EventHub/namespaces",
        "Microsoft.KeyVault/vaults",
        "Microsoft.Network/networkSecurityGroups",
        "Microsoft.Network/virtualNetworks",
        "Microsoft.OperationalInsights/workspaces",
        "Microsoft.Storage/storageAccounts",
        "Microsoft.Web/sites",
    ];

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void Resources_SendLogsAndMetrics(string environment)
    {
        var deployment = Deployment.Of(environment);
        var settings = deployment
            .All("Microsoft.Insights/diagnosticSettings")
            .ToDictionary(d => d.Id[..d.Id.IndexOf("/providers/Microsoft.Insights/diagnosticSettings", StringComparison.OrdinalIgnoreCase)]);
        var workspace = Assert.Single(deployment.All("Microsoft.OperationalInsights/workspaces"));

        Assert.All(settings.Values, d => Assert.Equal(workspace.Id, d["properties/workspaceId"]));
        Assert.All(deployment.Resources.Where(r => s_types.Contains(r.Type)), r => Assert.Contains(r.Id, settings.Keys));
    }

    /// <summary>If both the account and its service sent metrics, every sum would count a request twice.</summary>
    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void StorageMetrics_ComeOnce(string environment)
    {
        var settings = Deployment
            .Of(environment)
            .All("Microsoft.Insights/diagnosticSettings")
            .Where(d => d.Id.Contains("/storageAccounts/", StringComparison.Ordinal));

        Assert.All(
            settings,
            d => Assert.Equal(!d.Id.Contains("Services/default/", StringComparison.Ordinal), d.Json["properties"]!["metrics"] is not null)
        );
    }

    /// <summary>The logs show who read, wrote or deleted raw events.</summary>
    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void RawEvents_HaveEveryAccessLogged(string environment)
    {
        var deployment = Deployment.Of(environment);
        var setting = Assert.Single(
            deployment.All("Microsoft.Insights/diagnosticSettings"),
            d => d.Id.Contains("/stcapture", StringComparison.Ordinal) && d.Id.Contains("/blobServices/default/", StringComparison.Ordinal)
        );

        Assert.Equal(
            ["StorageDelete", "StorageRead", "StorageWrite"],
            setting.Json["properties"]!["logs"]!.AsArray().Select(l => l!["category"]!.GetValue<string>()).Order()
        );
    }
}
