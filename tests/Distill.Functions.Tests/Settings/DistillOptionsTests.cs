using Distill.Functions.Settings;
using Microsoft.Extensions.Configuration;

namespace Distill.Functions.Tests.Settings;

public sealed class DistillOptionsTests
{
    [Fact]
    public void WithoutSettings_TheDefaultsHold() => Assert.Equal(TimeSpan.FromMinutes(10), Read([]).Correlation.AllowedLateness);

    [Fact]
    public void Settings_AreRead()
    {
        var options = Read(new()
        {
            ["Distill:Ingest:CachedCalls"] = "7",
            ["Distill:Correlation:IdleAfter"] = "00:00:01.5",
            ["Distill:Detection:LookbackHours"] = "48",
            ["Distill:Detection:SuspectAction"] = "Throttle",
        });

        Assert.Equal(7, options.Ingest.CachedCalls);
        Assert.Equal(TimeSpan.FromSeconds(1.5), options.Correlation.IdleAfter);
        Assert.Equal((48, Core.Verdicts.VerdictAction.Throttle), (options.Detection.LookbackHours, options.Detection.SuspectAction));
    }

    [Fact]
    public void EveryError_IsSaidAtOnce()
    {
        var e = Assert.Throws<SettingsException>(() => Read(new()
        {
            ["Distill:Ingest:CachedCalls"] = "many",
            ["Distill:Ingest:ConflictAttempts"] = "0",
            ["Distill:Correlation:Readers"] = "1000",
            ["Distill:Correlation:IdleAfer"] = "00:01:00",
            ["Distill:Detection:LookbackHours"] = "1",
            ["Distill:Events:MaxBytes"] = "1",
            ["Distill:Detections:X"] = "1",
        }));

        Assert.Equal(7, e.Errors.Count);
        Assert.Contains("Distill__Correlation__IdleAfer is no setting.", e.Errors);
        Assert.All(e.Errors, error => Assert.Contains(error, e.Message, StringComparison.Ordinal));
    }

    private static DistillOptions Read(Dictionary<string, string?> settings) =>
        DistillOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
