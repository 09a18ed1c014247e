using System.Text.RegularExpressions;

namespace Distill.Infra.Tests;

/// <summary>Who may do what. A change here changes who can read prompts or forge verdicts, so say why in its commit.</summary>
public sealed partial class RoleTests
{
    private static readonly string[] s_known =
    [
        // identity            role                             scope
        "alerts               Log Analytics Reader             log-distill",
        "capture              Storage Blob Data Contributor    stcapture/capture",
        "correlation          Key Vault Secrets User           kv-features",
        "correlation          Monitoring Metrics Publisher     appi-distill",
        "correlation          Storage Blob Data Owner          stcorrel",
        "correlation          Storage Table Data Contributor   stdata/activity",
        "correlation          Storage Table Data Contributor   stdata/changes",
        "correlation          Storage Table Data Contributor   stdata/clusters",
        "correlation          Storage Table Data Contributor   stdata/notices",
        "correlation          Storage Table Data Contributor   stdata/portraits",
        "correlation          Storage Table Data Contributor   stdata/resellers",
        "correlation          Storage Table Data Contributor   stdata/state",
        "correlation          Storage Table Data Contributor   stdata/verdicts",
        "correlation          Storage Table Data Contributor   stdata/volumes",
        "correlation          Storage Table Data Reader        stdata/allowlist",
        "correlation          Storage Table Data Reader        stdata/facts",
        "correlation          Storage Table Data Reader        stdata/progress",
        // The whole account, because a day's table does not exist before its first call.
        "correlation          Storage Table Data Reader        stwindows",
        "ingest               Azure Event Hubs Data Receiver   evhns-distill/calls",
        "ingest               Key Vault Secrets User           kv-features",
        "ingest               Monitoring Metrics Publisher     appi-distill",
        "ingest               Storage Blob Data Owner          stingest",
        "ingest               Storage Table Data Contributor   stdata/deadletters",
        "ingest               Storage Table Data Contributor   stdata/facts",
        "ingest               Storage Table Data Contributor   stdata/progress",
        "ingest               Storage Table Data Contributor   stdata/spanparts",
        "ingest               Storage Table Data Contributor   stdata/unparsed",
        "ingest               Storage Table Data Contributor   stwindows",
        "sender               Azure Event Hubs Data Sender     evhns-distill/calls",
        "serving              Key Vault Secrets User           kv-distill",
        "serving              Monitoring Metrics Publisher     appi-distill",
        "serving              Storage Blob Data Owner          stserving",
        // Decisions and their changes, code books made from the clusters, and receipts. Only the correlation writes verdicts.
        "serving              Storage Table Data Contributor   stdata/allowlist",
        "serving              Storage Table Data Contributor   stdata/changes",
        "serving              Storage Table Data Contributor   stdata/codebooks",
        "serving              Storage Table Data Contributor   stdata/desk",
        "serving              Storage Table Data Contributor   stdata/receipts",
        "serving              Storage Table Data Contributor   stdata/state",
        "serving              Storage Table Data Reader        stdata/clusters",
        // Verifications and refusals.
        "serving              Storage Table Data Reader        stdata/facts",
        "serving              Storage Table Data Reader        stdata/portraits",
        "serving              Storage Table Data Reader        stdata/resellers",
        "serving              Storage Table Data Reader        stdata/verdicts",
        // People, by Entra group.
        "operators            Storage Table Data Reader        stdata/deadletters",
        "raw-readers          Storage Blob Data Reader         stcapture/capture",
        "raw-readers          Storage Table Data Reader        stdata/unparsed",
    ];

    /// <summary>From Azure's documentation of built-in roles, independent of infra/app/roles/ids.bicep.</summary>
    private static readonly Dictionary<string, string> s_roles = new()
    {
        ["a638d3c7-ab3a-418d-83e6-5f17a39d4fde"] = "Azure Event Hubs Data Receiver",
        ["2b629674-e913-4c01-ae53-ef4638d8f975"] = "Azure Event Hubs Data Sender",
        ["4633458b-17de-408a-874a-0445c86b69e6"] = "Key Vault Secrets User",
        ["73c42c96-874c-492b-b04d-ab87d138a893"] = "Log Analytics Reader",
        ["3913510d-42f4-4e42-8a64-420c390055eb"] = "Monitoring Metrics Publisher",
        ["ba92f5b4-2d11-453d-a403-e96b0029c9fe"] = "Storage Blob Data Contributor",
        ["b7e6dc6d-f1e8-4753-8033-0f276bb0955b"] = "Storage Blob Data Owner",
        ["2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"] = "Storage Blob Data Reader",
        ["0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3"] = "Storage Table Data Contributor",
        ["76199698-9eea-4c19-bc75-cec21354c6b6"] = "Storage Table Data Reader",
    };

    private static readonly Dictionary<string, string> s_groups = new()
    {
        ["22222222-2222-2222-2222-222222222222"] = "operators",
        ["33333333-3333-3333-3333-333333333333"] = "raw-readers",
    };

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void RoleAssignments_AreTheKnownOnes(string environment)
    {
        var deployment = Deployment.Of(environment);

        var found = deployment.All("Microsoft.Authorization/roleAssignments").Select(a => $"{Grantee(a), -21}{Role(a), -33}{Scope(deployment, a)}");

        Assert.Equal(s_known.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    /// <summary>An app's identity has a role on each table that its functions reach, and on no other.</summary>
    [Theory]
    [InlineData("ingest")]
    [InlineData("serving")]
    [InlineData("correlation")]
    public void TableRoles_AreForTheTablesThatTheAppsFunctionsComeTo(string app)
    {
        var granted = s_known
            .Where(line => line.StartsWith(app + " ", StringComparison.Ordinal) && line.Contains(" Table ", StringComparison.Ordinal))
            .Select(line =>
                line[(line.LastIndexOf(' ') + 1)..]
                    .Replace("stdata/", "", StringComparison.Ordinal)
                    .Replace("stwindows", "windows", StringComparison.Ordinal)
            );

        Assert.Equal(Code.TablesWithin(Apps.Placement.Where(p => p.Value == app).Select(p => p.Key)), granted.Order(StringComparer.Ordinal));
    }

    /// <summary>Names do not depend on object ids, so that a second deployment finds what the first one made.</summary>
    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void RoleAssignments_HaveNamesThatStay(string environment)
    {
        var names = Deployment.Of(environment).All("Microsoft.Authorization/roleAssignments").Select(a => a.Name).ToArray();

        Assert.All(names, name => Assert.True(Guid.TryParse(name, out _), name));
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void Identities_AreOneAnApp(string environment)
    {
        foreach (var site in Deployment.Of(environment).All("Microsoft.Web/sites"))
        {
            var app = site.Json["tags"]!["azd-service-name"]!.GetValue<string>();
            var identity = Assert.Single(site.Json["identity"]!["userAssignedIdentities"]!.AsObject()).Key;

            Assert.EndsWith($"/id-distill-{app}-{environment}", identity, StringComparison.Ordinal);
            Assert.Equal("UserAssigned", site["identity/type"]);
            Assert.Equal(identity, site["properties/keyVaultReferenceIdentity"]);
            Assert.Equal(identity, site["properties/functionAppConfig/deployment/storage/authentication/userAssignedIdentityResourceId"]);
            Assert.All(
                Deployment.Of(environment).Settings(app).Where(s => s.Key.EndsWith("__clientId", StringComparison.Ordinal)),
                s => Assert.Contains(identity + "'", s.Value, StringComparison.Ordinal)
            );
        }
    }

    private static string Grantee(Deployment.Resource assignment)
    {
        var principal = assignment["properties/principalId"]!;
        if (s_groups.TryGetValue(principal, out var group))
        {
            Assert.Equal("Group", assignment["properties/principalType"]);
            return group;
        }

        Assert.Equal("ServicePrincipal", assignment["properties/principalType"]);
        return Identity().Match(principal).Groups[1].Value;
    }

    private static string Role(Deployment.Resource assignment)
    {
        var id = assignment["properties/roleDefinitionId"]!.Split('/')[^1];
        return s_roles.GetValueOrDefault(id, id);
    }

    private static string Scope(Deployment deployment, Deployment.Resource assignment)
    {
        var parts = assignment.Id[..assignment.Id.IndexOf("/providers/Microsoft.Authorization/", StringComparison.Ordinal)].Split('/');
        var provider = Array.IndexOf(parts, "providers");
        Assert.True(provider > 0, $"{assignment.Id} is wider than a resource.");
        var names = parts[(provider + 2)..].Where((_, i) => i % 2 == 1).ToArray();
        names[0] = deployment.Plain(names[0]);
        return string.Join('/', names.Where(n => n != "default"));
    }

    [GeneratedRegex("/id-distill-([a-z]+)-[a-z]+'")]
    private static partial Regex Identity();
}
