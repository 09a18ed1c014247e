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

    /// <summary>The only secret goes in once, by its own deployment, as a secure parameter. It is never overwritten.</summary>
    [Fact]
    public async Task HoneypotKey_GoesInSecurelyAndOnce()
    {
        var template = (await Compiled.AllAsync()).HoneypotKey;

        Assert.Equal("securestring", template["parameters"]!["key"]!["type"]!.GetValue<string>());
        Assert.Null(template["parameters"]!["key"]!["defaultValue"]);
        Assert.Null(template["outputs"]);
        var secret = template["resources"]!["master"]!;
        Assert.NotNull(secret["@options"]!["onlyIfNotExists"]);
        var name = secret["name"]!.GetValue<string>();
        Assert.Contains("honeypots-master-key", name, StringComparison.Ordinal);
        Assert.Contains("/secrets/honeypots-master-key", Repository.Read("infra/hooks/postprovision.sh"), StringComparison.Ordinal);
        Assert.Contains(
            "secrets/honeypots-master-key)",
            Deployment.Prod.Settings("serving")["Distill__Honeypots__MasterKey"],
            StringComparison.Ordinal
        );
    }

    /// <summary>The app is made before the key. Its reference is resolved again once the key exists.</summary>
    [Fact]
    public void HoneypotKey_IsLookedForAgainWhenItIsThere()
    {
        var hook = Repository.Read("infra/hooks/postprovision.sh");

        Assert.True(
            hook.IndexOf("config/configreferences/appsettings/refresh", StringComparison.Ordinal)
                > hook.IndexOf("az deployment group create", StringComparison.Ordinal)
        );
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
