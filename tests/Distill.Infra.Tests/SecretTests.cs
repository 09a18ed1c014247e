using System.Text.RegularExpressions;

namespace Distill.Infra.Tests;

/// <summary>No key, connection string or secret goes into a deployment or comes out of it.</summary>
public sealed partial class SecretTests
{
    [Fact]
    public async Task Templates_AskForNoKeys()
    {
        var compiled = await Compiled.AllAsync();

        Assert.DoesNotContain(Compiled.Strings(compiled.Main), text => AsksForKeys().IsMatch(text));
    }

    [Fact]
    public async Task Outputs_HoldNoSecrets()
    {
        var outputs = Compiled.WithNested((await Compiled.AllAsync()).Main).SelectMany(t => t["outputs"]?.AsObject() ?? []).ToArray();

        Assert.NotEmpty(outputs);
        Assert.All(
            outputs,
            output =>
            {
                Assert.DoesNotContain("secure", output.Value!["type"]?.GetValue<string>() ?? "", StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotMatch(Secret(), output.Value!["value"]!.ToJsonString());
            }
        );
    }

    [Fact]
    public async Task Main_TakesNoSecret()
    {
        var parameters = (await Compiled.AllAsync()).Main["parameters"]!.AsObject();

        Assert.DoesNotContain(parameters, p => p.Value!["type"]?.GetValue<string>().StartsWith("secure", StringComparison.OrdinalIgnoreCase) == true);
    }

    /// <summary>A secret goes in once, by its own deployment, as a secure parameter. It is never overwritten.</summary>
    [Theory]
    [InlineData("DISTILL_KEY_VAULT", "honeypots-master-key", "Distill__Honeypots__MasterKey", "serving")]
    [InlineData("DISTILL_FEATURE_VAULT", "feature-keys", "Distill__Features__Keys", "ingest", "correlation")]
    public async Task Secret_GoesInSecurelyAndOnce_AndOnlyItsAppsHaveIt(string vault, string name, string setting, params string[] apps)
    {
        var template = (await Compiled.AllAsync()).Secret;

        Assert.Equal("securestring", template["parameters"]!["key"]!["type"]!.GetValue<string>());
        Assert.Null(template["parameters"]!["key"]!["defaultValue"]);
        Assert.Null(template["outputs"]);
        Assert.NotNull(template["resources"]!["secret"]!["@options"]!["onlyIfNotExists"]);
        Assert.Contains(
            $"make_secret \"${vault}\" {name}; then\n{string.Concat(apps.Select(app => $"  look_again {app}\n"))}fi\n",
            Repository.Read("infra/hooks/postprovision.sh"),
            StringComparison.Ordinal
        );
        foreach (var app in Apps.All)
        {
            var value = Deployment.Prod.Settings(app).GetValueOrDefault(setting);
            Assert.Equal(apps.Contains(app), value?.Contains($"secrets/{name})", StringComparison.Ordinal) == true);
        }
    }

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void Settings_HoldNoSecrets(string environment)
    {
        foreach (var app in Apps.All)
        {
            foreach (var (name, value) in Deployment.Of(environment).Settings(app))
            {
                // It names the endpoint. Without local authentication it lets nobody in.
                if (name != "APPLICATIONINSIGHTS_CONNECTION_STRING")
                {
                    Assert.DoesNotMatch(Secret(), value);
                }

                if (name.Contains("Key", StringComparison.Ordinal))
                {
                    Assert.Contains("@Microsoft.KeyVault(SecretUri=", value, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void Snapshots_HoldNoSecrets()
    {
        foreach (var deployment in new[] { Deployment.Dev, Deployment.Prod })
        {
            Assert.DoesNotContain(deployment.Resources.SelectMany(r => Compiled.Strings(r.Json)), text => Inline().IsMatch(text));
        }
    }

    [GeneratedRegex(@"\blist[A-Z]\w*\(")]
    private static partial Regex AsksForKeys();

    [GeneratedRegex(
        "listKeys|connectionString|instrumentationKey|primaryKey|secondaryKey|sharedAccess|accountKey|password|clientSecret",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Secret();

    [GeneratedRegex(@"AccountKey=|SharedAccessKey=|InstrumentationKey=|sig=[A-Za-z0-9%]{20}")]
    private static partial Regex Inline();
}
