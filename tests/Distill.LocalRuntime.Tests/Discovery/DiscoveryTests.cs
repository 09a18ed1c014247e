using Distill.LocalRuntime.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;

namespace Distill.LocalRuntime.Tests.Discovery;

public sealed class DiscoveryTests
{
    [Fact]
    public async Task Faults_AreToldAllAtOnce()
    {
        var error = await StartupErrorAsync([typeof(Faulty), typeof(Hidden)], web: true);
        Assert.Equal(
            [
                "BadCron: the schedule '61 * * * * *' is neither a cron expression of six or five fields nor a positive TimeSpan.",
                "BadInput: the parameter input must be a TimerInfo.",
                "BadReturn: Faulty.BadReturn returns String, which this trigger can't make use of.",
                "BadRoute: the route 'api/{a' is not a template:",
                "Generic: Faulty.Generic must not be generic.",
                "Hidden: Hidden.Run must be a public method of a public class; the worker doesn't see others.",
                "MissingSetting: the schedule '%NoSuchSetting%' refers to the setting NoSuchSetting, which is not set.",
                "Never: the schedule '0 0 0 31 2 *' is never due.",
                "NoTrigger: Faulty.NoTrigger must have exactly one parameter with a trigger, but has 0.",
                "OnStartup: RunOnStartup is not supported",
                "Private: Faulty.Private must be a public method",
                "The function name Twice is used by Faulty.First and Faulty.Second.",
                "The route GET /api/same is taken by Same1 and Same2.",
                "UnknownParameter: the parameter stream has the type Stream, for which this trigger has no value.",
            ],
            error.Problems.Order(StringComparer.Ordinal), Starts);
    }

    [Fact]
    public async Task HttpFunctionsWithoutAspNetCore_AreTold()
    {
        var error = await StartupErrorAsync([typeof(Sound)], web: false);
        Assert.Equal("Sound: HTTP functions need ConfigureFunctionsWebApplication() in Program.cs.", Assert.Single(error.Problems));
    }

    [Fact]
    public async Task NoFunction_IsTold()
    {
        var error = await StartupErrorAsync([typeof(string)], web: true);
        Assert.Equal("No method of the app is marked [Function].", Assert.Single(error.Problems));
    }

    [Fact]
    public async Task ReservedRoute_IsTold()
    {
        var error = await StartupErrorAsync([typeof(Reserved)], web: true, "--AzureFunctionsJobHost__extensions__http__routePrefix=");
        Assert.Equal("Admin: the route /admin/x is the host's own.", Assert.Single(error.Problems));
    }

    [Fact]
    public void CreateBuilder_TakesTheCallersFunctions()
    {
        // This assembly's faulty functions, of which the app above has none.
        using var host = FunctionsApplication.CreateBuilder([]).Build();
        Assert.Contains("BadCron", Assert.Throws<StartupException>(() => host.StartAsync().GetAwaiter().GetResult()).Message, StringComparison.Ordinal);
    }

    private static async Task<StartupException> StartupErrorAsync(Type[] types, bool web, params string[] args)
    {
        var builder = new FunctionsApplicationBuilder(["--urls=http://127.0.0.1:0", .. args], types);
        if (web)
            builder.ConfigureFunctionsWebApplication();
        using var host = builder.Build();
        return await Assert.ThrowsAsync<StartupException>(() => host.StartAsync(TestContext.Current.CancellationToken));
    }

    private static bool Starts(string expected, string actual) => actual.StartsWith(expected, StringComparison.Ordinal);

    public sealed class Sound
    {
        [Function("Sound")]
        public IResult Run([HttpTrigger] HttpRequest request) => Results.Ok();
    }

    public sealed class Reserved
    {
        [Function("Admin")]
        public IResult Run([HttpTrigger(Route = "admin/x")] HttpRequest request) => Results.Ok();
    }

    internal sealed class Hidden
    {
        [Function("Hidden")]
        public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => _ = timer;
    }

    public sealed class Faulty
    {
        [Function("Twice")]
        public void First([TimerTrigger("0 * * * * *")] TimerInfo timer) => _ = timer;

        [Function("Twice")]
        public void Second([TimerTrigger("0 * * * * *")] TimerInfo timer) => _ = timer;

        [Function("BadCron")]
        public void BadCron([TimerTrigger("61 * * * * *")] TimerInfo timer) => _ = timer;

        [Function("Never")]
        public void Never([TimerTrigger("0 0 0 31 2 *")] TimerInfo timer) => _ = timer;

        [Function("MissingSetting")]
        public void MissingSetting([TimerTrigger("%NoSuchSetting%")] TimerInfo timer) => _ = timer;

        [Function("OnStartup")]
        public void OnStartup([TimerTrigger("0 * * * * *", RunOnStartup = true)] TimerInfo timer) => _ = timer;

        [Function("BadInput")]
        public void BadInput([TimerTrigger("0 * * * * *")] string input) => _ = input;

        [Function("UnknownParameter")]
        public void UnknownParameter([TimerTrigger("0 * * * * *")] TimerInfo timer, Stream stream) => _ = (timer, stream);

        [Function("NoTrigger")]
        public void NoTrigger(string text) => _ = text;

        [Function("BadRoute")]
        public IResult BadRoute([HttpTrigger(Route = "{a")] HttpRequest request) => Results.Ok();

        [Function("BadReturn")]
        public string BadReturn([HttpTrigger] HttpRequest request) => "";

        [Function("Same1")]
        public IResult Same1([HttpTrigger("get", "post", Route = "same")] HttpRequest request) => Results.Ok();

        [Function("Same2")]
        public IResult Same2([HttpTrigger("GET", Route = "same")] HttpRequest request) => Results.Ok();

        [Function("Generic")]
        public void Generic<T>([TimerTrigger("0 * * * * *")] TimerInfo timer) => _ = (timer, typeof(T));

        [Function("Private")]
        private void Private([TimerTrigger("0 * * * * *")] TimerInfo timer) => _ = timer;
    }
}
