using System.Xml.Linq;
using Distill.Contracts.Verdicts;
using Distill.Core.Options;
using Distill.Functions.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Distill.Functions.Tests.Settings;

public sealed class SettingsTests
{
    private static readonly Dictionary<string, string?> s_storage = new()
    {
        ["DistillStorage"] = "UseDevelopmentStorage=true",
        ["Distill:Features:Keys"] = Some.Keys,
    };

    [Fact]
    public void WithoutSettings_TheDefaultsHold() => Assert.Equal(TimeSpan.FromMinutes(10), Read<CorrelationOptions>([]).AllowedLateness);

    [Fact]
    public void Settings_AreRead()
    {
        var settings = new Dictionary<string, string?>
        {
            ["Distill:Ingest:CachedCalls"] = "7",
            ["Distill:Correlation:IdleAfter"] = "00:00:01.5",
            ["Distill:Detection:LookbackHours"] = "48",
            ["Distill:Detection:SuspectAction"] = "Throttle",
        };

        Assert.Equal(7, Read<IngestOptions>(settings).CachedCalls);
        Assert.Equal(TimeSpan.FromSeconds(1.5), Read<CorrelationOptions>(settings).IdleAfter);
        Assert.Equal(48, Read<DetectionOptions>(settings).LookbackHours);
        Assert.Equal(VerdictAction.Throttle, Read<DetectionOptions>(settings).SuspectAction);
    }

    [Fact]
    public void EveryError_IsReportedAtOnce()
    {
        var e = Assert.Throws<SettingsException>(() =>
            Check(
                new()
                {
                    ["Distill:Ingest:CachedCalls"] = "many",
                    ["Distill:Ingest:ConflictAttempts"] = "0",
                    ["Distill:Correlation:Readers"] = "1000",
                    ["Distill:Correlation:IdleAfer"] = "00:01:00",
                    ["Distill:Correlation:Weather"] = "fine",
                    ["Distill:Detection:LookbackHours"] = "1",
                    ["Distill:Detection:SuspectAction"] = "Shout",
                    ["Distill:Events:MaxBytes"] = "1",
                    ["Distill:Detections:X"] = "1",
                    ["Distill:Weather:X"] = "1",
                    ["Distill:Lists:VpnNetworks"] = "nowhere.txt",
                }
            )
        );

        Assert.Equal(11, e.Errors.Count);
        Assert.Contains("`Distill:Ingest:CachedCalls` is \"many\". It must be a whole number.", e.Errors);
        Assert.Contains("`Distill:Ingest`: ConflictAttempts is 0; it must lie in 1 to 20.", e.Errors);
        Assert.Contains("Unknown setting `Distill:Correlation:IdleAfer`. Did you mean `IdleAfter`?", e.Errors);
        Assert.Contains("Unknown setting `Distill:Correlation:Weather`. docs/configuration.md lists all settings.", e.Errors);
        Assert.Contains("`Distill:Detection:SuspectAction` is \"Shout\". It must be one of Allow, Honeypot, Throttle, Verify, Block.", e.Errors);
        Assert.Contains("Unknown section `Distill:Detections`. Did you mean `Distill:Detection`?", e.Errors);
        Assert.Contains(
            e.Errors,
            error => error.StartsWith("Unknown section `Distill:Weather`. The sections are Events, ", StringComparison.Ordinal)
        );
        Assert.All(e.Errors, error => Assert.Contains(error, e.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void WrongOptions_AreNeverHandedOut() =>
        Assert.Throws<OptionsValidationException>(() => Read<IngestOptions>(new() { ["Distill:Ingest:ConflictAttempts"] = "0" }));

    [Theory]
    [InlineData("Distill:Detection:HouseholdWeight", "Distill:Detection:CardWeight")]
    [InlineData("distill:detection:familythreshold", "Distill:Detection:EvidenceThreshold")]
    [InlineData("Distill:Detection:FamilyCap", "Distill:Detection:EvidenceCap")]
    public void OldName_StillWorks_AndOneWarningSaysTheNewOne(string old, string renamed)
    {
        var log = new LogLines();
        var settings = new Dictionary<string, string?> { [old] = "11" };

        Check(settings, log);

        Assert.Equal(11, Property(Read<DetectionOptions>(settings), renamed));
        var (level, _, _) = Assert.Single(log.Bad);
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains($"`{renamed}`", Assert.Single(log.Texts), StringComparison.Ordinal);
    }

    [Fact]
    public void OldAndNewName_AreAnErrorTogether()
    {
        var settings = new Dictionary<string, string?> { ["Distill:Detection:FamilyCap"] = "11", ["Distill:Detection:EvidenceCap"] = "11" };

        Assert.Equal(
            "`Distill:Detection:FamilyCap` is the old name of `Distill:Detection:EvidenceCap`, and both are set. "
                + "Remove `Distill:Detection:FamilyCap`.",
            Assert.Single(Assert.Throws<SettingsException>(() => Check(settings)).Errors)
        );
    }

    [Fact]
    public void OldName_OutOfRange_IsAnError() =>
        Assert.Equal(
            ["`Distill:Detection`: EvidenceCap is 1000; it must lie in 1 to 100."],
            Assert.Throws<SettingsException>(() => Check(new() { ["Distill:Detection:FamilyCap"] = "1000" })).Errors
        );

    [Fact]
    public void NewNames_WarnOfNothing()
    {
        var log = new LogLines();

        Check(new() { ["Distill:Detection:EvidenceCap"] = "11" }, log);

        Assert.Empty(log.Bad);
    }

    /// <summary>Windows that a run still looks back at must not be deleted.</summary>
    [Theory]
    [InlineData("7", false)]
    [InlineData("8", true)]
    public void Windows_AreKeptForTheLookback(string days, bool fine)
    {
        var settings = new Dictionary<string, string?> { ["Distill:Retention:WindowDays"] = days };

        if (fine)
        {
            Assert.Equal(8, Read<RetentionOptions>(settings).WindowDays);
        }
        else
        {
            var error = Assert.Single(Assert.Throws<SettingsException>(() => Check(settings)).Errors);
            Assert.Contains("looks back 168 hours", error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("DistillStorage", "AccountKey=c2VjcmV0")]
    [InlineData("DistillStorage:tableServiceUri", "store.example")]
    [InlineData("Other", "")]
    public void StorageThatCannotBeOpened_IsAnError_WithoutTheKey(string name, string value)
    {
        using var services = Services(new() { [name] = value, ["Distill:Features:Keys"] = Some.Keys });

        var e = Assert.Throws<SettingsException>(services.CheckSettings);

        Assert.Contains("DistillStorage", Assert.Single(e.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", e.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DistillStorage", "UseDevelopmentStorage=true")]
    [InlineData("DistillStorage:tableServiceUri", "https://store.table.core.windows.net")]
    public void Storage_IsOpenedByKeyOrByIdentity(string name, string value)
    {
        using var services = Services(new() { [name] = value, ["Distill:Features:Keys"] = Some.Keys });

        services.CheckSettings();

        Assert.NotNull(services.GetRequiredService<Azure.Data.Tables.TableServiceClient>());
    }

    [Theory]
    [InlineData("", "", "`Distill:Features:Keys` is missing.")]
    [InlineData("Keys", "c2VjcmV0", "`Distill:Features`: Keys can't be read: key 1 must have 32 bytes")]
    [InlineData("Keys", "@Microsoft.KeyVault(SecretUri=https://v/secrets/x)", "`Distill:Features`: the platform could not resolve")]
    [InlineData("KeysFile", "nowhere", "`Distill:Features`: KeysFile is 'nowhere'. There is no such file.")]
    public void KeysThatCannotBeRead_AreAnError_ThatShowsNoKey(string name, string value, string error)
    {
        using var services = Services(
            new() { ["DistillStorage"] = "UseDevelopmentStorage=true", [name.Length == 0 ? "Unused" : $"Distill:Features:{name}"] = value }
        );

        var e = Assert.Throws<SettingsException>(services.CheckSettings);

        Assert.StartsWith(error, Assert.Single(e.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", e.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The serving app reads no windows, so it gets no key.</summary>
    [Fact]
    public void AnAppThatReadsNoWindows_NeedsNoKeys()
    {
        var settings = new Dictionary<string, string?> { ["DistillStorage"] = "UseDevelopmentStorage=true" };
        foreach (var function in (string[])["IngestCalls", "PostEvents", "PostTraces", "PostLogs", "JoinSpans", "CorrelateAccounts"])
        {
            settings[$"AzureWebJobs.{function}.Disabled"] = "true";
        }

        using var services = Services(settings);
        services.CheckSettings();
    }

    [Fact]
    public void EveryOption_SaysItsDefault_ItsRange_AndWhy()
    {
        var documents = XDocument
            .Load(Path.ChangeExtension(typeof(IngestOptions).Assembly.Location, ".xml"))
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
            var text = string.Join(' ', documents[option].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            Assert.Matches(@"\. Default .+; range .+\. .+\.", text);
        }
    }

    private static double Property(DetectionOptions options, string setting) =>
        (double)typeof(DetectionOptions).GetProperty(setting.Split(':')[^1])!.GetValue(options)!;

    private static T Read<T>(Dictionary<string, string?> settings)
        where T : class
    {
        using var services = Services(new(s_storage.Concat(settings)));
        return services.GetRequiredService<T>();
    }

    private static void Check(Dictionary<string, string?> settings, LogLines? log = null)
    {
        using var services = Services(new(s_storage.Concat(settings)), log);
        services.CheckSettings();
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings, LogLines? log = null)
    {
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection()
            .AddLogging(logging => _ = log is null ? logging : logging.AddProvider(log))
            .AddSingleton(configuration)
            .AddDistill(configuration)
            .BuildServiceProvider();
    }
}
