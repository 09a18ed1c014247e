using System.Text.RegularExpressions;
using System.Xml.Linq;
using YamlDotNet.RepresentationModel;

namespace Distill.Infra.Tests;

/// <summary>The workflows and azure.yaml parse, sign in by OIDC, and name existing things.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Workflows => [.. Repository.Files(".github/workflows", "*.yml")];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Workflow_HasLeastPermissionsAndNoSecrets(string file)
    {
        var workflow = Parse(file);

        Assert.Equal("read", Scalar(workflow, "permissions", "contents"));
        Assert.DoesNotContain("secrets.", Repository.Read(file), StringComparison.Ordinal);
        Assert.DoesNotContain("secrets:", Repository.Read(file), StringComparison.Ordinal);
        Assert.DoesNotContain("creds:", Repository.Read(file), StringComparison.Ordinal);
    }

    /// <summary>A tag can be moved. A commit can't.</summary>
    [Theory]
    [MemberData(nameof(Workflows))]
    public void Actions_ArePinnedToCommits(string file) =>
        Assert.All(
            Uses().Matches(Repository.Read(file)).Select(m => m.Groups[1].Value).Where(u => !u.StartsWith("./", StringComparison.Ordinal)),
            uses => Assert.Matches("^[^@]+@[0-9a-f]{40} # v[0-9.]+$", uses)
        );

    [Theory]
    [MemberData(nameof(Workflows))]
    public void CalledWorkflows_AreThere(string file) =>
        Assert.All(
            Uses().Matches(Repository.Read(file)).Select(m => m.Groups[1].Value).Where(u => u.StartsWith("./", StringComparison.Ordinal)),
            uses => Assert.True(File.Exists(Path.Combine(Repository.Root, uses)))
        );

    /// <summary>Text that people type, such as a branch name or a title, never becomes part of a script.</summary>
    [Theory]
    [MemberData(nameof(Workflows))]
    public void Scripts_HoldNoExpressions(string file) => Assert.DoesNotMatch(@"run: .*\$\{\{", Repository.Read(file));

    [Fact]
    public void Deployment_SignsInByOidc()
    {
        var workflow = Parse(".github/workflows/deploy-environment.yml");
        var text = Repository.Read(".github/workflows/deploy-environment.yml");

        Assert.Equal("write", Scalar(workflow, "permissions", "id-token"));
        Assert.Equal("${{ inputs.environment }}", Scalar(workflow, "jobs", "deploy", "environment"));
        Assert.Contains("--federated-credential-provider github", text, StringComparison.Ordinal);
        Assert.Contains("client-id: ${{ vars.AZURE_CLIENT_ID }}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Deployment_GoesToDevAndThenToProd()
    {
        var workflow = Parse(".github/workflows/deploy.yml");

        Assert.Equal("ci", Scalar(workflow, "jobs", "dev", "needs"));
        Assert.Equal("dev", Scalar(workflow, "jobs", "prod", "needs"));
        foreach (var environment in new[] { "dev", "prod" })
        {
            Assert.Equal("write", Scalar(workflow, "jobs", environment, "permissions", "id-token"));
            Assert.Equal(environment, Scalar(workflow, "jobs", environment, "with", "environment"));
            Assert.True(File.Exists(Path.Combine(Repository.Infra, $"main.{environment}.bicepparam")));
        }
    }

    [Fact]
    public void ContinuousIntegration_BuildsTestsAndPackages()
    {
        var text = Repository.Read(".github/workflows/ci.yml");

        Assert.Contains("dotnet build Distill.Functions.sln", text, StringComparison.Ordinal);
        Assert.Contains("dotnet csharpier check .", text, StringComparison.Ordinal);
        Assert.Contains("dotnet test --solution Distill.Functions.sln", text, StringComparison.Ordinal);
        Assert.Contains("dotnet publish functions/Distill.Functions --configuration Release", text, StringComparison.Ordinal);
        Assert.Contains("grep EventHubs \"$RUNNER_TEMP/app/extensions.json\"", text, StringComparison.Ordinal);
    }

    /// <summary>What is deployed is listed, signed where it is built, and checked where it is deployed.</summary>
    [Fact]
    public void ThePackage_IsListedAttestedAndChecked()
    {
        var ci = Parse(".github/workflows/ci.yml");
        var text = Repository.Read(".github/workflows/ci.yml");
        var deploy = Repository.Read(".github/workflows/deploy-environment.yml");

        Assert.Equal("write", Scalar(ci, "jobs", "package", "permissions", "id-token"));
        Assert.Equal("write", Scalar(ci, "jobs", "package", "permissions", "attestations"));
        Assert.Equal("write", Scalar(Parse(".github/workflows/deploy.yml"), "jobs", "ci", "permissions", "attestations"));
        Assert.Contains("dotnet dotnet-CycloneDX functions/Distill.Functions/Distill.Functions.csproj", text, StringComparison.Ordinal);
        Assert.Contains("uses: actions/attest-build-provenance@", text, StringComparison.Ordinal);
        Assert.Contains("uses: actions/attest-sbom@", text, StringComparison.Ordinal);
        Assert.Contains("\"cyclonedx\"", Repository.Read(".config/dotnet-tools.json"), StringComparison.Ordinal);
        Assert.True(
            deploy.IndexOf("gh attestation verify \"$RUNNER_TEMP/distill.zip\"", StringComparison.Ordinal) is > 0 and var check
                && check < deploy.IndexOf("azd deploy", StringComparison.Ordinal)
        );
    }

    /// <summary>Without the host's extension, an app in Azure runs but takes no events.</summary>
    [Fact]
    public void Publishing_NamesTheHostsExtensionForEventHubs()
    {
        var project = XDocument.Parse(Repository.Read("functions/Distill.Functions/Distill.Functions.csproj")).Root!;
        var version = XDocument.Parse(Repository.Read("Directory.Packages.props")).Descendants("EventHubsHostExtensionVersion").Single().Value;
        var extension = project.Descendants("AssemblyAttribute").Single();

        Assert.Equal(
            "'$(HostExtensions)' == '' and '$(_IsPublishing)' == 'true'",
            project.Descendants("HostExtensions").Single().Attribute("Condition")!.Value
        );
        Assert.Equal("'$(HostExtensions)' == 'true'", extension.Parent!.Attribute("Condition")!.Value);
        Assert.Equal("Microsoft.Azure.Functions.Worker.Extensions.Abstractions.ExtensionInformationAttribute", extension.Attribute("Include")!.Value);
        Assert.Equal(
            "Microsoft.Azure.WebJobs.Extensions.EventHubs $(EventHubsHostExtensionVersion)",
            string.Join(' ', extension.Elements().Select(e => e.Value))
        );
        Assert.True(Version.Parse(version) >= new Version(6, 3), "Older ones hand the worker no events as AMQP bytes.");
    }

    [Fact]
    public void Parameters_ReadNothingThatTheDeploymentDoesNotHandOver()
    {
        var handed = Regex
            .Matches(Repository.Read(".github/workflows/deploy-environment.yml"), @"(?m)^      (\w+): \$\{\{")
            .Select(m => m.Groups[1].Value)
            .ToHashSet();
        var read = new[] { "dev", "prod" }
            .SelectMany(e => Regex.Matches(Repository.Read($"infra/main.{e}.bicepparam"), @"readEnvironmentVariable\('(\w+)'"))
            .Select(m => m.Groups[1].Value);

        Assert.Subset(handed, read.ToHashSet());
    }

    [Fact]
    public void Azd_DeploysAServiceToEachApp()
    {
        var azd = Parse("azure.yaml");
        var services = (YamlMappingNode)azd["services"];

        Assert.Equal(
            Deployment.Prod.All("Microsoft.Web/sites").Select(s => s.Json["tags"]!["azd-service-name"]!.GetValue<string>()).Order(),
            services.Children.Keys.Select(k => ((YamlScalarNode)k).Value!).Order()
        );
        Assert.All(
            services.Children.Values,
            s =>
            {
                Assert.Equal("function", ((YamlScalarNode)s["host"]).Value);
                Assert.True(Directory.Exists(Path.Combine(Repository.Root, ((YamlScalarNode)s["project"]).Value!)));
            }
        );
        Assert.All(Deployment.Prod.All("Microsoft.Resources/resourceGroups"), g => Assert.Equal("prod", g["tags/azd-env-name"]));
    }

    [Theory]
    [InlineData("preprovision")]
    [InlineData("postprovision")]
    public void AzdHook_IsThere(string hook)
    {
        var path = Path.Combine(Repository.Root, Scalar(Parse("azure.yaml"), "hooks", hook, "run"));

        Assert.True(File.Exists(path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.True(File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute));
        }
    }

    /// <summary>Nobody should commit what provisioning leaves in a clone: the parameters it picked, and azd's environments.</summary>
    [Fact]
    public void WhatProvisioningWrites_IsIgnored()
    {
        Assert.Contains("cp \"$parameters\" main.bicepparam", Repository.Read("infra/hooks/preprovision.sh"), StringComparison.Ordinal);
        Assert.Subset(Repository.Read(".gitignore").Split('\n').ToHashSet(), new HashSet<string> { ".azure/", "infra/main.bicepparam" });
    }

    /// <summary>
    /// az shows the properties of a Flex Consumption app one level deeper than those of any other app.
    /// </summary>
    [Theory]
    [InlineData("infra/hooks/verify.sh")]
    [InlineData("infra/RUNBOOK.md")]
    public void AppsStates_AreAskedForInBothForms(string file)
    {
        var asked = Regex.Matches(Repository.Read(file), "az functionapp show .*").Select(m => m.Value).ToArray();

        Assert.NotEmpty(asked);
        Assert.All(asked, line => Assert.Contains("--query \"not_null(state, properties.state)\"", line, StringComparison.Ordinal));
    }

    private static YamlMappingNode Parse(string file)
    {
        var yaml = new YamlStream();
        using var reader = new StringReader(Repository.Read(file));
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static string Scalar(YamlNode node, params string[] path)
    {
        foreach (var part in path)
        {
            node = node[part];
        }

        return ((YamlScalarNode)node).Value!;
    }

    [GeneratedRegex(@"(?m)uses: (.+?)\s*$")]
    private static partial Regex Uses();
}
