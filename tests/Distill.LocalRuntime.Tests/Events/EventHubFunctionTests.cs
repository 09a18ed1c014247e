using System.Net;
using System.Net.Sockets;
using Distill.LocalRuntime.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Distill.LocalRuntime.Tests.Events;

public sealed class EventHubFunctionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly EventProbe _probe = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Events_ReachTheFunctionWithTheirPartition()
    {
        await using var app = await App().StartAsync();
        Assert.Equal(app.Endpoints.EventHubs, app.Host.Services.GetRequiredService<IConfiguration>()["EventHubConnection"]);
        Assert.Contains(app.Log.Lines, line => line.Text.Contains("Event Hubs endpoint for development", StringComparison.Ordinal));
        await SentEvents.SendAsync(app.Endpoints.EventHubs!, "calls", "1", "2", "3");
        await _probe.UntilAsync(probe => probe.Bodies.Count == 3);
        Assert.Equal(["1", "2", "3"], _probe.Bodies);
        Assert.Equal([0L, 1, 2], _probe.Seen.SelectMany(batch => batch.SequenceNumbers));
        Assert.All(_probe.Seen, batch => Assert.Equal(("calls", "detectors"), (batch.Hub, batch.Group)));
        Assert.Single(_probe.Seen.Select(batch => batch.Partition).Distinct());
    }

    [Fact]
    public async Task RestartedApp_GoesOnBehindItsCheckpoint()
    {
        await using (var app = await App().StartAsync())
        {
            await SentEvents.SendAsync(app.Endpoints.EventHubs!, "calls", "1");
            await _probe.UntilAsync(probe => probe.Bodies.Count == 1);
        }
        await using var again = await App().StartAsync();
        await SentEvents.SendAsync(again.Endpoints.EventHubs!, "calls", "2");
        await _probe.UntilAsync(probe => probe.Bodies.Count >= 2);
        Assert.Equal(["1", "2"], _probe.Bodies);
    }

    [Fact]
    public async Task FailedBatch_IsRetriedAndCountsItsRetries()
    {
        _probe.FailuresLeft = 2;
        await using var app = await App().StartAsync();
        await SentEvents.SendAsync(app.Endpoints.EventHubs!, "calls", "1");
        await _probe.UntilAsync(probe => probe.Seen.Count == 3);
        await SentEvents.SendAsync(app.Endpoints.EventHubs!, "calls", "2");
        await _probe.UntilAsync(probe => probe.Seen.Count == 4);
        Assert.Equal([(0, 2), (1, 2), (2, 2), (0, 2)], _probe.Seen.Select(batch => (batch.Retry, batch.MaxRetries)));
        Assert.Equal(["1", "1", "1", "2"], _probe.Bodies);
        Assert.Contains(app.Log.Lines, line => line.Category == "Function.CollectEvents" && line.Error is InvalidDataException);
    }

    [Fact]
    public async Task StoppingApp_LetsTheBatchFinish()
    {
        _probe.Hold = new TaskCompletionSource();
        await using (var app = await App().StartAsync())
        {
            await SentEvents.SendAsync(app.Endpoints.EventHubs!, "calls", "1");
            await _probe.UntilAsync(probe => probe.Seen.Count == 1);
            var stop = app.Host.StopAsync();
            await Task.Delay(50, TestContext.Current.CancellationToken);
            Assert.False(stop.IsCompleted);
            _probe.Hold.SetResult();
            await stop;
        }
        await using var again = await App().StartAsync();
        await SentEvents.SendAsync(again.Endpoints.EventHubs!, "calls", "2");
        await _probe.UntilAsync(probe => probe.Bodies.Contains("2"));
        Assert.Equal(["1", "2"], _probe.Bodies);
    }

    [Fact]
    public async Task BatchThatOutlastsTheGracePeriod_ComesAgain()
    {
        _probe.Hold = new TaskCompletionSource();
        await using (var app = await App().Set("LocalRuntime:GracePeriod", "00:00:00.1").StartAsync())
        {
            await SentEvents.SendAsync(app.Endpoints.EventHubs!, "calls", "1");
            await _probe.UntilAsync(probe => probe.Seen.Count == 1);
            await app.Host.StopAsync();
        }
        _probe.Hold = null;
        await using var again = await App().StartAsync();
        await _probe.UntilAsync(probe => probe.Seen.Count == 2);
        Assert.Equal(["1", "1"], _probe.Bodies);
    }

    [Fact]
    public async Task ConnectionThatIsSet_StandsOnAFixedPort()
    {
        int port;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            port = ((IPEndPoint)free.LocalEndpoint).Port;
        }
        await using var other = await App().StartAsync();
        await using var app = await new TestApp(typeof(CollectEvents)).Configure(builder => builder.Services.AddSingleton(_probe))
            .Set("HubName", "calls").Set("Group", "$Default").Set("LocalEventHubs:Enabled", "true").Set("LocalEventHubs:Port", $"{port}")
            .Set("EventHubConnection", other.Endpoints.EventHubs!).StartAsync();
        Assert.Equal(other.Endpoints.EventHubs, app.Host.Services.GetRequiredService<IConfiguration>()["EventHubConnection"]);
        Assert.Contains($":{port};", app.Endpoints.EventHubs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TakenPort_IsTold()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var app = App().Set("LocalEventHubs:Port", $"{((IPEndPoint)taken.LocalEndpoint).Port}");
        var error = await Assert.ThrowsAsync<StartupException>(app.StartAsync);
        Assert.Contains("Set LocalEventHubs__Port to another", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_AreToldAllAtOnce()
    {
        await using var app = new TestApp(typeof(WrongEvents)).Set("Malformed", "Endpoint").Set("ByIdentity:fullyQualifiedNamespace", "x.servicebus.windows.net");
        var error = await Assert.ThrowsAsync<StartupException>(app.StartAsync);
        Assert.Equal(
            [
                "Identity: the setting ByIdentity names a namespace without a key;",
                "Single: IsBatched = false is not supported.",
                "Single: the setting EventHub with the Event Hubs connection string is not set.",
                "WrongConnection: the setting Malformed is no Event Hubs connection string:",
                "WrongParameter: the parameter events must be an EventData[].",
                "WrongParameter: the setting NoConnection with the Event Hubs connection string is not set.",
            ],
            error.Problems, (expected, actual) => actual.StartsWith(expected, StringComparison.Ordinal));
    }

    private TestApp App() => new TestApp(typeof(CollectEvents)) { Folder = _folder.Path, KeepFolder = true }
        .Configure(builder => builder.Services.AddSingleton(_probe))
        .Set("HubName", "calls").Set("Group", "detectors").Set("LocalEventHubs:Enabled", "true").Set("LocalEventHubs:Port", "0");
}
