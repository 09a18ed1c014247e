using System.Net;
using Azure.Core;
using Distill.Client.AspNetCore;
using Distill.Client.Calls;
using Distill.Client.Tests.Verdicts;
using Distill.Client.Verdicts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using static Distill.Client.Tests.AspNetCore.EnforcingApp;

namespace Distill.Client.Tests.AspNetCore;

public sealed class StartupTests
{
    [Fact]
    public async Task StartWithoutTheService_WaitsNoLongerThanItsPatience_AndGoesOn()
    {
        await using var service = await ServiceAsync();
        await service.StopAsync();
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);

        var starting = StartAsync(service, options => options.StartupPatience = TimeSpan.FromSeconds(30), clock);

        Assert.False(starting.IsCompleted);
        await Caches.UntilAsync(() => starting.IsCompleted, () => clock.Advance(TimeSpan.FromSeconds(1)));
        await using var app = await starting;
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("blocked"));
    }

    [Fact]
    public async Task WrongOptions_KeepTheHostFromStarting_AllNamed()
    {
        await using var service = await ServiceAsync();

        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            StartAsync(
                service,
                options =>
                {
                    options.Service.Address = null;
                    options.Verdicts.PageSize = 0;
                    options.Calls.Buffer = 0;
                    options.Enforcement.ThrottledPerMinute = -1;
                    options.StartupPatience = TimeSpan.FromHours(1);
                }
            )
        );

        Assert.Equal(["Service", "Verdicts", "Calls", "Enforcement", "StartupPatience is 01"], failure.Failures.Select(f => f.Split(':')[0]));
    }

    [Fact]
    public async Task Configuration_IsBound()
    {
        var builder = WebApplication.CreateSlimBuilder([
            "--DistillClient:Service:Address=http://service.example/",
            "--DistillClient:Verdicts:WhenStale=FailClosed",
            "--DistillClient:Calls:Linger=00:00:02",
            "--DistillClient:Enforcement:ThrottledPerMinute=9",
        ]);
        builder.Services.AddDistill(builder.Configuration.GetSection("DistillClient"), options => options.Service.FunctionKey = "k");
        await using var app = builder.Build();

        var options = app.Services.GetRequiredService<IOptions<DistillOptions>>().Value;

        Assert.Equal(
            ("http://service.example/", "k", StalePolicy.FailClosed, TimeSpan.FromSeconds(2), 9),
            (
                options.Service.Address?.AbsoluteUri,
                options.Service.FunctionKey,
                options.Verdicts.WhenStale,
                options.Calls.Linger,
                options.Enforcement.ThrottledPerMinute
            )
        );
        Assert.Equal(0, app.Services.GetRequiredService<CallPublisher>().Calls.Published);
    }

    [Fact]
    public async Task Configuration_OfTheHub_IsBound_AndCodeAddsTheIdentity()
    {
        var builder = WebApplication.CreateSlimBuilder([
            "--DistillClient:Service:Address=http://service.example/",
            "--DistillClient:Calls:EventHubNamespace=n.servicebus.windows.net",
            "--DistillClient:Calls:EventHub=traffic",
            "--DistillClient:Calls:EventHubConnection=",
            "--DistillClient:Calls:UseWebSockets=true",
            "--DistillClient:Calls:Proxy=http://proxy.example:3128",
        ]);
        var credential = DelegatedTokenCredential.Create((_, _) => throw new NotSupportedException());
        builder.Services.AddDistill(builder.Configuration.GetSection("DistillClient"), options => options.Calls.EventHubCredential = credential);
        await using var app = builder.Build();

        var calls = app.Services.GetRequiredService<IOptions<DistillOptions>>().Value.Calls;

        Assert.Equal(
            ("n.servicebus.windows.net", "traffic", true, new Uri("http://proxy.example:3128"), credential),
            (calls.EventHubNamespace, calls.EventHub, calls.UseWebSockets, calls.Proxy, calls.EventHubCredential)
        );
        Assert.Equal(0, app.Services.GetRequiredService<CallPublisher>().Calls.Published);
    }
}
