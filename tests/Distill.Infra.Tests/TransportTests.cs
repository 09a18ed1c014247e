namespace Distill.Infra.Tests;

/// <summary>TLS 1.2 or more, and no way around it.</summary>
public sealed class TransportTests
{
    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void Storage_TakesTls12AndHttpsOnly(string environment)
    {
        foreach (var account in Deployment.Of(environment).All("Microsoft.Storage/storageAccounts"))
        {
            Assert.Contains(account["properties/minimumTlsVersion"], new[] { "TLS1_2", "TLS1_3" });
            Assert.Equal("true", account["properties/supportsHttpsTrafficOnly"]);
        }
    }

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void EventHubs_TakeTls12(string environment) =>
        Assert.All(
            Deployment.Of(environment).All("Microsoft.EventHub/namespaces"),
            hubs => Assert.Contains(hubs["properties/minimumTlsVersion"], new[] { "1.2", "1.3" })
        );

    [Theory]
    [MemberData(nameof(Deployment.Names), MemberType = typeof(Deployment))]
    public void Apps_TakeTls12AndHttpsOnly(string environment) =>
        Assert.All(
            Deployment.Of(environment).All("Microsoft.Web/sites"),
            site =>
            {
                Assert.Equal("true", site["properties/httpsOnly"]);
                Assert.Equal("Disabled", site["properties/siteConfig/ftpsState"]);
                Assert.Contains(site["properties/siteConfig/minTlsVersion"], new[] { "1.2", "1.3" });
                Assert.Contains(site["properties/siteConfig/scmMinTlsVersion"], new[] { "1.2", "1.3" });
            }
        );
}
