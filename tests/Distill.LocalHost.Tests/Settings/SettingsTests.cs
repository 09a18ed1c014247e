using Distill.LocalHost.Hosting;
using Distill.LocalHost.Settings;
using Microsoft.Extensions.Configuration;

namespace Distill.LocalHost.Tests.Settings;

public sealed class SettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sources_StandAboveEachOtherInTheirOrder()
    {
        // The environment belongs to all tests at once, so its names are unlike any other's.
        Environment.SetEnvironmentVariable("DISTILLTEST_Both", "environment");
        Environment.SetEnvironmentVariable("DISTILLTEST_All", "environment");
        Environment.SetEnvironmentVariable("DISTILLTEST_Nested__Name", "environment");
        Write(
            "local.settings.json",
            """
            {
              // As Core Tools write it.
              "IsEncrypted": false,
              "Values": { "DISTILLTEST_Both": "file", "DISTILLTEST_All": "file", "DISTILLTEST_File": "file",
              "A__B": "nested", "Number": 5, "Yes": true, },
              "ConnectionStrings": { "Sql": "Server=x" },
            }
            """
        );
        var sources = Sources(new StartupProblems(), "--DISTILLTEST_All=arg", "--C__D", "arg");
        var configuration = sources.Configuration;
        Assert.Equal("file", configuration["DISTILLTEST_File"]);
        Assert.Equal("environment", configuration["DISTILLTEST_Both"]);
        Assert.Equal("arg", configuration["DISTILLTEST_All"]);
        Assert.Equal("environment", configuration["DISTILLTEST_Nested:Name"]);
        Assert.Equal("nested", configuration["A:B"]);
        Assert.Equal("arg", configuration["C:D"]);
        Assert.Equal("5", configuration["Number"]);
        Assert.Equal("True", configuration["Yes"]);
        Assert.Equal("Server=x", configuration.GetConnectionString("Sql"));
        Assert.Equal("local.settings.json", sources.Of("DISTILLTEST_File"));
        Assert.Equal("environment", sources.Of("DISTILLTEST_Both"));
        Assert.Equal("command line", sources.Of("DISTILLTEST_All"));
        Assert.Equal("default", sources.Of("DISTILLTEST_None"));
    }

    [Fact]
    public void Defaults_AreThoseOfTheRealTools()
    {
        var plan = Plan();
        Assert.Equal("http://127.0.0.1:7071", plan.Settings.Urls);
        Assert.Equal(Path.GetFullPath(".distill"), plan.Settings.DataPath);
        Assert.Equal((5672, 4, false), (plan.Settings.EventHubs.Port, plan.Settings.EventHubs.Partitions, plan.Settings.EventHubs.Enabled));
        Assert.Equal("EventHubConnection", plan.Settings.EventHubs.ConnectionSetting);
        Assert.Equal((10000, 10001, 10002), (plan.Settings.Azurite.BlobPort, plan.Settings.Azurite.QueuePort, plan.Settings.Azurite.TablePort));
        Assert.Equal("api", plan.HostJson.RoutePrefix);
        Assert.Equal(TimeSpan.FromMinutes(30), plan.HostJson.FunctionTimeout);
        Assert.Equal(
            (100, 1, 300),
            (plan.HostJson.EventHubs.MaxEventBatchSize, plan.HostJson.EventHubs.MinEventBatchSize, plan.HostJson.EventHubs.PrefetchCount)
        );
    }

    [Theory]
    [InlineData("--urls=http://localhost:0", "http://127.0.0.1:0")]
    [InlineData("--ASPNETCORE_URLS=http://127.0.0.1:9", "http://127.0.0.1:9")]
    [InlineData("--LocalHost__HttpPort=7072", "http://127.0.0.1:7072")]
    [InlineData("--urls=", "http://127.0.0.1:7071")]
    [InlineData("--urls=http://[::1]:7072", "http://[::1]:7072")]
    public void Urls_ComeFromAnyOfTheirNames(string arg, string expected) => Assert.Equal(expected, Plan(arg).Settings.Urls);

    [Theory]
    [InlineData("http://0.0.0.0:7071")]
    [InlineData("http://*:7071")]
    [InlineData("http://+:7071")]
    [InlineData("http://[::]:7071")]
    [InlineData("http://127.0.0.1:7071;http://example.com")]
    // Loopback to a URI's reader, but to Kestrel names like any other, for which it listens on every address.
    [InlineData("http://loopback:7071")]
    [InlineData("http://someone@127.0.0.1:7071")]
    public void AddressThatOthersReach_IsRefused(string urls) =>
        Assert.Contains(
            "which other machines can reach",
            Assert.Throws<StartupException>(() => Plan("--urls", urls)).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("https://127.0.0.1:7071")]
    [InlineData("http://127.0.0.1:7071/base")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("127.0.0.1:7071")]
    [InlineData("http://127.0.0.1:7071;;")]
    public void AddressThatIsNone_IsRefused(string urls) =>
        Assert.Contains(
            "must be http addresses without a path",
            Assert.Throws<StartupException>(() => Plan("--urls", urls)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void HostSection_GivesThePort()
    {
        Write("local.settings.json", """{"Host":{"LocalHttpPort":7075}}""");
        Assert.Equal("http://127.0.0.1:7075", Plan().Settings.Urls);
    }

    [Fact]
    public void HostJson_IsReadAndOverriddenBySettings()
    {
        Write(
            "host.json",
            """
            {
              "version": "2.0",
              "functionTimeout": "-1",
              "extensions": {
                "http": { "routePrefix": "" },
                "eventHubs": {
                  "maxEventBatchSize": 1000, "minEventBatchSize": 2, "maxWaitTime": "00:00:05", "batchCheckpointFrequency": 3, "prefetchCount": 3000,
                  "initialOffsetOptions": { "type": "fromEnqueuedTime", "enqueuedTimeUtc": "2026-02-01T00:00:00Z" }
                }
              }
            }
            """
        );
        var json = Plan("--AzureFunctionsJobHost__extensions__eventHubs__prefetchCount=7").HostJson;
        Assert.Null(json.FunctionTimeout);
        Assert.Equal("", json.RoutePrefix);
        Assert.Equal(1000, json.EventHubs.MaxEventBatchSize);
        Assert.Equal(2, json.EventHubs.MinEventBatchSize);
        Assert.Equal(TimeSpan.FromSeconds(5), json.EventHubs.MaxWaitTime);
        Assert.Equal(3, json.EventHubs.BatchCheckpointFrequency);
        Assert.Equal(7, json.EventHubs.PrefetchCount);
        Assert.Equal(InitialOffset.EnqueuedFrom(new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero)), json.EventHubs.Initial);
    }

    [Fact]
    public void BadValues_AreToldAllAtOnce()
    {
        Write("local.settings.json", """{"IsEncrypted":true,"Values":{"A":{"B":1}}}""");
        Write(
            "host.json",
            """
            {"version":"1","functionTimeout":"soon",
             "extensions":{"eventHubs":{"maxEventBatchSize":0,"minEventBatchSize":200,"initialOffsetOptions":{"type":"middle"}}}}
            """
        );
        var error = Assert.Throws<StartupException>(() =>
            Plan(
                "--LocalEventHubs__Port=70000",
                "--LocalEventHubs__Partitions=x",
                "--LocalHost__LogFormat=xml",
                "--LocalAzurite__Enabled=maybe",
                "--urls=ftp://x"
            )
        );
        Assert.All(
            [
                "local.settings.json is encrypted",
                "Values.A must be a plain value",
                "version is '1'",
                "functionTimeout is 'soon'",
                "extensions.eventHubs.maxEventBatchSize is '0', but must be a whole number from 1 to 100000",
                "minEventBatchSize is 200, above",
                "initialOffsetOptions.type is 'middle', but must be one of FromStart, FromEnd, FromEnqueuedTime",
                "LocalEventHubs__Port is '70000'",
                "LocalEventHubs__Partitions is 'x'",
                "LocalHost__LogFormat is 'xml', but must be one of Simple, Json",
                "LocalAzurite__Enabled is 'maybe', but must be true or false",
                "urls has 'ftp://x'",
            ],
            part => Assert.Contains(part, error.Message, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("host.json")]
    [InlineData("local.settings.json")]
    public void BrokenFile_IsToldWithItsPath(string file)
    {
        Write(file, "{ nonsense");
        var error = Assert.Throws<StartupException>(() => Plan());
        Assert.Contains($"{Path.Combine(_folder.Path, file)} is not JSON", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--MyConn=direct", "direct")]
    [InlineData("--AzureWebJobsMyConn=prefixed", "prefixed")]
    [InlineData("--ConnectionStrings__MyConn=section", "section")]
    [InlineData("--Other=x", null)]
    public void Connection_IsFoundUnderTheRealHostsNames(string arg, string? expected) =>
        Assert.Equal(expected, ConnectionSetting.Find(Sources(new StartupProblems(), arg).Configuration, "MyConn"));

    private SettingsSources Sources(StartupProblems problems, params string[] args) =>
        SettingsSources.Read(_folder.Path, HostCommandLine.Parse(args).Settings, problems);

    private HostPlan Plan(params string[] args)
    {
        Write("worker.config.json", """{"description":{"defaultExecutablePath":"dotnet","defaultWorkerPath":"App.dll"}}""");
        return HostPlan.Make(HostCommandLine.Parse(["--app", _folder.Path, .. args]));
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder.Path, file), text);
}
