using Distill.LocalHost.EventHubs;
using Distill.LocalHost.Settings;
using Distill.LocalHost.Tests.Http;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

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
        Write("local.settings.json", """
            {
              // As Core Tools write it.
              "IsEncrypted": false,
              "Values": { "DISTILLTEST_Both": "file", "DISTILLTEST_All": "file", "DISTILLTEST_File": "file", "A__B": "nested", "Number": 5, "Yes": true, },
              "ConnectionStrings": { "Sql": "Server=x" },
            }
            """);
        var configuration = Builder("--DISTILLTEST_All=arg", "--C__D", "arg").Configuration;
        Assert.Equal("file", configuration["DISTILLTEST_File"]);
        Assert.Equal("environment", configuration["DISTILLTEST_Both"]);
        Assert.Equal("arg", configuration["DISTILLTEST_All"]);
        Assert.Equal("environment", configuration["DISTILLTEST_Nested:Name"]);
        Assert.Equal("nested", configuration["A:B"]);
        Assert.Equal("arg", configuration["C:D"]);
        Assert.Equal("5", configuration["Number"]);
        Assert.Equal("True", configuration["Yes"]);
        Assert.Equal("Server=x", configuration.GetConnectionString("Sql"));
        Assert.Equal("local.settings.json", SettingsSources.Of(configuration, "DISTILLTEST_File"));
        Assert.Equal("environment", SettingsSources.Of(configuration, "DISTILLTEST_Both"));
        Assert.Equal("command line", SettingsSources.Of(configuration, "DISTILLTEST_All"));
        Assert.Equal("default", SettingsSources.Of(configuration, "DISTILLTEST_None"));
    }

    [Fact]
    public void Defaults_AreThoseOfTheRealTools()
    {
        var builder = Builder();
        Assert.Equal("http://localhost:7071", builder.RuntimeSettings.Urls);
        Assert.Equal(Path.GetFullPath(".distill"), builder.RuntimeSettings.DataPath);
        Assert.Equal((5672, 4, false), (builder.RuntimeSettings.EventHubs.Port, builder.RuntimeSettings.EventHubs.Partitions, builder.RuntimeSettings.EventHubs.Enabled));
        Assert.Equal("EventHubConnection", builder.RuntimeSettings.EventHubs.ConnectionSetting);
        Assert.Equal((10000, 10001, 10002), (builder.RuntimeSettings.Azurite.BlobPort, builder.RuntimeSettings.Azurite.QueuePort, builder.RuntimeSettings.Azurite.TablePort));
        Assert.Equal("api", builder.HostJson.RoutePrefix);
        Assert.Equal(TimeSpan.FromMinutes(30), builder.HostJson.FunctionTimeout);
        Assert.Equal((100, 1, 300), (builder.HostJson.EventHubs.MaxEventBatchSize, builder.HostJson.EventHubs.MinEventBatchSize, builder.HostJson.EventHubs.PrefetchCount));
        Assert.Equal("Development", builder.Environment.EnvironmentName);
    }

    [Theory]
    [InlineData("--urls=http://localhost:0", "http://127.0.0.1:0")]
    [InlineData("--ASPNETCORE_URLS=http://127.0.0.1:9", "http://127.0.0.1:9")]
    [InlineData("--LocalRuntime__HttpPort=7072", "http://localhost:7072")]
    public void Urls_ComeFromAnyOfTheirNames(string arg, string expected) => Assert.Equal(expected, Builder(arg).RuntimeSettings.Urls);

    [Fact]
    public void HostSection_GivesThePort()
    {
        Write("local.settings.json", """{"Host":{"LocalHttpPort":7075}}""");
        Assert.Equal("http://localhost:7075", Builder().RuntimeSettings.Urls);
    }

    [Fact]
    public void HostJson_IsReadAndOverriddenBySettings()
    {
        Write("host.json", """
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
            """);
        var json = Builder("--AzureFunctionsJobHost__extensions__eventHubs__prefetchCount=7").HostJson;
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
    public async Task BadValues_AreToldAllAtOnce()
    {
        Write("local.settings.json", """{"IsEncrypted":true,"Values":{"A":{"B":1}}}""");
        Write("host.json", """
            {"version":"1","functionTimeout":"soon","extensions":{"eventHubs":{"maxEventBatchSize":0,"minEventBatchSize":200,"initialOffsetOptions":{"type":"middle"}}}}
            """);
        var builder = Builder("--LocalEventHubs__Port=70000", "--LocalEventHubs__Partitions=x", "--LocalRuntime__LogFormat=xml", "--LocalAzurite__Enabled=maybe", "--urls=ftp://x");
        builder.Services.AddScoped<Greeting>();
        var host = builder.Build();
        var error = await Assert.ThrowsAsync<StartupException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.All(
            [
                "local.settings.json is encrypted", "Values.A must be a plain value", "version is '1'", "functionTimeout is 'soon'",
                "extensions.eventHubs.maxEventBatchSize is '0', but must be a whole number from 1 to 100000", "minEventBatchSize is 200, above",
                "initialOffsetOptions.type is 'middle', but must be one of FromStart, FromEnd, FromEnqueuedTime",
                "LocalEventHubs__Port is '70000'", "LocalEventHubs__Partitions is 'x'", "LocalRuntime__LogFormat is 'xml', but must be one of Simple, Json",
                "LocalAzurite__Enabled is 'maybe', but must be true or false", "urls has 'ftp://x'",
            ],
            part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        host.Dispose();
    }

    [Theory]
    [InlineData("host.json")]
    [InlineData("local.settings.json")]
    public async Task BrokenFile_IsToldWithItsPath(string file)
    {
        Write(file, "{ nonsense");
        var host = Builder().Build();
        var error = await Assert.ThrowsAsync<StartupException>(() => host.StartAsync(TestContext.Current.CancellationToken));
        Assert.Contains($"{Path.Combine(_folder.Path, file)} is not JSON", error.Message, StringComparison.Ordinal);
        host.Dispose();
    }

    [Theory]
    [InlineData("--MyConn=direct", "direct")]
    [InlineData("--AzureWebJobsMyConn=prefixed", "prefixed")]
    [InlineData("--ConnectionStrings__MyConn=section", "section")]
    [InlineData("--Other=x", null)]
    public void Connection_IsFoundUnderTheRealHostsNames(string arg, string? expected) =>
        Assert.Equal(expected, ConnectionSetting.Find(Builder(arg).Configuration, "MyConn"));

    private FunctionsApplicationBuilder Builder(params string[] args) => new([$"--AzureWebJobsScriptRoot={_folder.Path}", .. args], [typeof(HttpFunctions)]);

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder.Path, file), text);
}
