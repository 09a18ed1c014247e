using System.Xml.Linq;
using Distill.Functions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Distill.Functions.Tests.Settings;

public sealed class DistillOptionsTests
{
    [Fact]
    public void WithoutSettings_TheDefaultsHold() => Assert.Equal(TimeSpan.FromMinutes(10), Read([]).Correlation.AllowedLateness);

    [Fact]
    public void Settings_AreRead()
    {
        var options = Read(
            new()
            {
                ["Distill:Ingest:CachedCalls"] = "7",
                ["Distill:Correlation:IdleAfter"] = "00:00:01.5",
                ["Distill:Detection:LookbackHours"] = "48",
                ["Distill:Detection:SuspectAction"] = "Throttle",
            }
        );

        Assert.Equal(7, options.Ingest.CachedCalls);
        Assert.Equal(TimeSpan.FromSeconds(1.5), options.Correlation.IdleAfter);
        Assert.Equal((48, Contracts.Verdicts.VerdictAction.Throttle), (options.Detection.LookbackHours, options.Detection.SuspectAction));
    }

    [Fact]
    public void EveryError_IsSaidAtOnce()
    {
        var e = Assert.Throws<SettingsException>(() =>
            Read(
                new()
                {
                    ["Distill:Ingest:CachedCalls"] = "many",
                    ["Distill:Ingest:ConflictAttempts"] = "0",
                    ["Distill:Correlation:Readers"] = "1000",
                    ["Distill:Correlation:IdleAfer"] = "00:01:00",
                    ["Distill:Detection:LookbackHours"] = "1",
                    ["Distill:Events:MaxBytes"] = "1",
                    ["Distill:Detections:X"] = "1",
                    ["Distill:Lists:VpnNetworks"] = "nowhere.txt",
                }
            )
        );

        Assert.Equal(8, e.Errors.Count);
        Assert.Contains("Distill__Correlation__IdleAfer is no setting.", e.Errors);
        Assert.All(e.Errors, error => Assert.Contains(error, e.Message, StringComparison.Ordinal));
    }

    /// <summary>What a run still looks back at is not to be deleted before it.</summary>
    [Theory]
    [InlineData("7", false)]
    [InlineData("8", true)]
    public void Windows_AreKeptForTheLookback(string days, bool fine)
    {
        var settings = new Dictionary<string, string?> { ["Distill:Retention:WindowDays"] = days };

        if (fine)
        {
            Assert.Equal(8, Read(settings).Retention.WindowDays);
        }
        else
        {
            Assert.Contains(
                "looks back 168 hours",
                Assert.Single(Assert.Throws<SettingsException>(() => Read(settings)).Errors),
                StringComparison.Ordinal
            );
        }
    }

    [Theory]
    [InlineData("DistillStorage", "AccountKey=c2VjcmV0")]
    [InlineData("DistillStorage:tableServiceUri", "store.example")]
    [InlineData("Other", "")]
    public void StorageThatCannotBeOpened_IsAnError_WithoutTheKey(string name, string value)
    {
        var e = Assert.Throws<SettingsException>(() => new ServiceCollection().AddDistill(Configuration(new() { [name] = value })));

        Assert.Contains("DistillStorage", Assert.Single(e.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DistillStorage", "UseDevelopmentStorage=true")]
    [InlineData("DistillStorage:tableServiceUri", "https://store.table.core.windows.net")]
    public void Storage_IsOpenedByKeyOrByIdentity(string name, string value)
    {
        var configuration = Configuration(new() { [name] = value });
        using var services = new ServiceCollection().AddSingleton(configuration).AddDistill(configuration).BuildServiceProvider();

        Assert.NotNull(services.GetRequiredService<Azure.Data.Tables.TableServiceClient>());
    }

    [Fact]
    public void EveryOption_SaysItsDefault_ItsRange_AndWhy()
    {
        var documents = XDocument
            .Load(Path.ChangeExtension(typeof(DistillOptions).Assembly.Location, ".xml"))
            .Descendants("member")
            .ToDictionary(m => m.Attribute("name")!.Value, m => m.Value);
        foreach (
            var option in new[]
            {
                typeof(IngestOptions),
                typeof(CorrelationOptions),
                typeof(VerdictOptions),
                typeof(AuthOptions),
                typeof(ListOptions),
            }.SelectMany(t => t.GetProperties().Select(p => $"P:{t.FullName}.{p.Name}"))
        )
        {
            Assert.Matches(@"(?s)\. Default .+; range .+\. .+\.", documents[option]);
        }
    }

    private static DistillOptions Read(Dictionary<string, string?> settings)
    {
        var errors = new List<string>();
        var options = DistillOptions.Read(Configuration(settings), errors);
        return errors.Count == 0 ? options : throw new SettingsException(errors);
    }

    private static IConfiguration Configuration(Dictionary<string, string?> settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
}
