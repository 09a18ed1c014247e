using System.Text.Json.Nodes;

namespace Distill.Infra.Tests;

/// <summary>Entra identities only. Every other way in is off.</summary>
public sealed class AuthenticationTests
{
    /// <summary>The property that turns local authentication off, by type.</summary>
    private static readonly Dictionary<string, (string Path, string Value)[]> s_off = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.Storage/storageAccounts"] =
        [
            ("properties/allowSharedKeyAccess", "false"),
            ("properties/isLocalUserEnabled", "false"),
            ("properties/allowBlobPublicAccess", "false"),
        ],
        ["Microsoft.EventHub/namespaces"] = [("properties/disableLocalAuth", "true")],
        ["Microsoft.OperationalInsights/workspaces"] = [("properties/features/disableLocalAuth", "true")],
        ["Microsoft.Insights/components"] = [("properties/DisableLocalAuth", "true")],
        ["Microsoft.KeyVault/vaults"] = [("properties/enableRbacAuthorization", "true"), ("properties/enablePurgeProtection", "true")],
        ["Microsoft.Web/sites/basicPublishingCredentialsPolicies"] = [("properties/allow", "false")],
        ["Microsoft.Storage/storageAccounts/blobServices/containers"] = [("properties/publicAccess", "None")],
    };

    /// <summary>Types that have no authentication of their own.</summary>
    private static readonly HashSet<string> s_none = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.Authorization/roleAssignments",
        "Microsoft.EventHub/namespaces/eventhubs",
        "Microsoft.EventHub/namespaces/eventhubs/consumergroups",
        "Microsoft.Insights/actionGroups",
        "Microsoft.Insights/diagnosticSettings",
        "Microsoft.Insights/metricAlerts",
        "Microsoft.Insights/privateLinkScopes",
        "Microsoft.Insights/privateLinkScopes/scopedResources",
        "Microsoft.Insights/scheduledQueryRules",
        "Microsoft.Insights/workbooks",
        "Microsoft.ManagedIdentity/userAssignedIdentities",
        "Microsoft.Network/networkSecurityGroups",
        "Microsoft.Network/privateDnsZones",
        "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
        "Microsoft.Network/privateEndpoints",
        "Microsoft.Network/privateEndpoints/privateDnsZoneGroups",
        "Microsoft.Network/virtualNetworks",
        "Microsoft.Resources/resourceGroups",
        "Microsoft.Storage/storageAccounts/blobServices",
        "Microsoft.Storage/storageAccounts/managementPolicies",
        "Microsoft.Storage/storageAccounts/tableServices",
        "Microsoft.Storage/storageAccounts/tableServices/tables",
        "Microsoft.Web/serverfarms",
        "Microsoft.Web/sites",
        "Microsoft.Web/sites/config",
    };

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void LocalAuthentication_IsOffWhereverThereIsOne(string environment) =>
        Assert.All(
            Deployment.Of(environment).Resources,
            resource =>
            {
                if (s_off.TryGetValue(resource.Type, out var switches))
                {
                    Assert.All(switches, s => Assert.Equal(s.Value, resource[s.Path]));
                }
                else
                {
                    Assert.True(s_none.Contains(resource.Type), $"{resource.Type} is new: how is its local authentication turned off?");
                }
            }
        );

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void Publishing_TakesNoPasswords(string environment)
    {
        var deployment = Deployment.Of(environment);
        foreach (var site in deployment.All("Microsoft.Web/sites"))
        {
            var policies = deployment
                .All("Microsoft.Web/sites/basicPublishingCredentialsPolicies")
                .Select(p => p.Name)
                .Where(name => name.StartsWith(site.Name + "/", StringComparison.Ordinal));

            Assert.Equal([$"{site.Name}/ftp", $"{site.Name}/scm"], policies.Order());
        }
    }

    /// <summary>Entra protects them. A function key too would be a secret to pass around.</summary>
    [Fact]
    public void HttpFunctions_AskForNoKey() => Assert.Equal(["Anonymous"], Code.AuthorizationLevels.Distinct());

    /// <summary>Assignments refer to a role's id. It must not change, and no two are the same.</summary>
    [Fact]
    public void AppRoles_AreApart()
    {
        var roles = JsonNode.Parse(Repository.Read("infra/hooks/app-roles.json"))!.AsArray();

        Assert.All(roles, role => Assert.True(Guid.TryParse(role!["id"]!.GetValue<string>(), out _)));
        Assert.Equal(roles.Count, roles.Select(role => role!["id"]!.GetValue<string>()).Distinct().Count());
        Assert.Equal(
            ["Distill.Decide", "Distill.Events.Write", "Distill.Evidence.Read", "Distill.Honeypots.Mark", "Distill.Verdicts.Read"],
            roles.Select(role => role!["value"]!.GetValue<string>()).Order(StringComparer.Ordinal)
        );
        Assert.Contains("@hooks/app-roles.json", Repository.Read("infra/hooks/preprovision.sh"), StringComparison.Ordinal);
    }

    /// <summary>An app that answers HTTP asks for a token first. The others take no request at all.</summary>
    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void Requests_NeedAToken(string environment)
    {
        var deployment = Deployment.Of(environment);
        var http = Code.HttpFunctions.Select(f => Apps.Placement[f]).ToHashSet();
        Assert.NotEmpty(http);

        foreach (var app in Apps.All)
        {
            var site = deployment.Site(app);
            var settings = deployment.All("Microsoft.Web/sites/config").SingleOrDefault(c => c.Name == site.Name + "/authsettingsV2");
            if (!http.Contains(app))
            {
                Assert.Equal("Deny", site["properties/siteConfig/ipSecurityRestrictionsDefaultAction"]);
                continue;
            }

            Assert.NotNull(settings);
            Assert.Equal("true", settings["properties/platform/enabled"]);
            Assert.Equal("true", settings["properties/globalValidation/requireAuthentication"]);
            Assert.Equal("Return401", settings["properties/globalValidation/unauthenticatedClientAction"]);
            Assert.Null(settings["properties/globalValidation/excludedPaths"]);
            const string entra = "properties/identityProviders/azureActiveDirectory";
            var applications = settings[$"{entra}/validation/defaultAuthorizationPolicy/allowedApplications"];
            Assert.Contains("id-distill-sender-", applications!, StringComparison.Ordinal);

            // People sign in to the console alone. An ID token has the registration itself as its application.
            var own = settings[$"{entra}/registration/clientId"]!;
            Assert.Equal(app == "serving", applications!.Contains(own, StringComparison.Ordinal));
            Assert.Null(settings[$"{entra}/registration/clientSecretSettingName"]);
        }
    }
}
