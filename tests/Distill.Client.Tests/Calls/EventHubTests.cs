using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Azure.Core;
using Azure.Messaging.EventHubs;
using Distill.Client.Calls;
using Distill.Client.Tests.Verdicts;
using Microsoft.Extensions.Time.Testing;

namespace Distill.Client.Tests.Calls;

/// <summary>A publisher on a real endpoint of this machine: what arrives, and what is counted.</summary>
public sealed class EventHubTests
{
    [Fact]
    public async Task Calls_ArriveUnderTheirAccounts_EachInItsOrder()
    {
        await using var hub = new LocalHub();
        var publisher = Publisher(hub);
        Publish(publisher, 0, 3000);

        await publisher.DisposeAsync();

        Assert.Equal((3000, 3000, 0, 0, 0, 0), Counts(publisher));
        var received = (await hub.ReceiveAsync()).Select(e => (Account: e.PartitionKey, Id: Id(e))).ToArray();
        Assert.Equal(3000, received.Length);
        Assert.Equal(7, received.Select(e => e.Account).Distinct().Count());
        Assert.All(received, e => Assert.Equal($"acct_{e.Id % 7}", e.Account));
        Assert.All(received.GroupBy(e => e.Account), account => Assert.Equal(account.Select(e => e.Id).Order(), account.Select(e => e.Id)));
    }

    [Fact]
    public async Task EndpointThatRestarts_LosesNothing_AndTheCountsStayExact()
    {
        await using var hub = new LocalHub();
        await using var publisher = Publisher(hub, new() { GiveUpAfter = TimeSpan.FromHours(1), Linger = TimeSpan.FromMilliseconds(1) });
        Publish(publisher, 0, 1000);
        await Caches.UntilAsync(() => publisher.Calls.Sent == 1000);

        await hub.StopAsync();
        Publish(publisher, 1000, 2000);
        await Caches.UntilAsync(() => publisher.Calls.Fault is not null);
        hub.Restart();

        await Caches.UntilAsync(() => publisher.Calls.Sent == 2000);
        Assert.Equal((2000, 2000, 0, 0, 0, 0), Counts(publisher));
        Assert.Null(publisher.Calls.Fault);
        Assert.Equal(Enumerable.Range(0, 2000), (await hub.ReceiveAsync()).Select(Id).Distinct().Order());
    }

    [Fact]
    public async Task HubThatStaysAway_MakesCallsFail_AndTheNextOnesHaveTheirTurn()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var hub = new LocalHub();
        await hub.StopAsync();
        await using var publisher = Publisher(hub, new() { GiveUpAfter = TimeSpan.FromHours(1), Linger = TimeSpan.FromMilliseconds(1) }, clock);
        Publish(publisher, 0, 5);
        await Caches.UntilAsync(() => publisher.Calls.Fault is not null, () => clock.Advance(TimeSpan.FromMilliseconds(1)));
        await Caches.UntilAsync(() => publisher.Calls.Failed == 5, () => clock.Advance(TimeSpan.FromMinutes(10)));

        hub.Restart();
        Publish(publisher, 5, 10);

        await Caches.UntilAsync(() => publisher.Calls.Sent == 5, () => clock.Advance(TimeSpan.FromMilliseconds(20)));
        Assert.Equal((10, 5, 0, 0, 5, 0), Counts(publisher));
        Assert.Null(publisher.Calls.Fault);
        Assert.Empty(Enumerable.Range(5, 5).Except((await hub.ReceiveAsync()).Select(Id)));
    }

    [Fact]
    public async Task HubThatIsUnknown_IsSaidSo_AndDisposalEnds()
    {
        await using var hub = new LocalHub(onlyHub: "other");
        await using var publisher = Publisher(hub, new() { DrainFor = TimeSpan.Zero, Linger = TimeSpan.FromMilliseconds(1) });
        Publish(publisher, 0, 5);
        await Caches.UntilAsync(() => publisher.Calls.Fault is not null);
        Assert.Contains("calls", publisher.Calls.Fault);

        await publisher.DisposeAsync();

        Assert.Equal((5, 0, 0, 0, 5, 0), Counts(publisher));
    }

    [Fact]
    public async Task CallThatTheHubFindsTooLarge_IsRejected_AndTheOthersOfItsAccountArrive()
    {
        await using var hub = new LocalHub(maxMessageBytes: 64 * 1024);
        var publisher = Publisher(hub);
        Publish(publisher, 0, 1);
        // With what AMQP adds it does not fit.
        var empty = Size(Call(1) with { UserAgent = "x" });
        Assert.True(publisher.Publish(Call(1) with { UserAgent = new string('x', 64 * 1024 - empty) }, ""));
        Publish(publisher, 2, 3);

        await publisher.DisposeAsync();

        Assert.Equal((3, 2, 0, 1, 0, 0), Counts(publisher));
        Assert.Equal([0, 2], (await hub.ReceiveAsync()).Select(Id).Order());
    }

    [Fact]
    public async Task AccountWithALongName_KeepsItsOrderUnderAShorterKey()
    {
        await using var hub = new LocalHub();
        var publisher = Publisher(hub);
        for (var i = 0; i < 200; i++)
        {
            Assert.True(publisher.Publish(Call(i) with { Account = new string('a', 256) }, "prompt"));
        }

        await publisher.DisposeAsync();

        var received = await hub.ReceiveAsync();
        Assert.Equal(Enumerable.Range(0, 200), received.Select(Id));
        Assert.All(received, e => Assert.Equal(new string('a', 128), e.PartitionKey));
    }

    [Fact]
    public async Task Namespace_IsShownATokenOfTheCredential()
    {
        await using var hub = new LocalHub();
        await using var door = new TlsDoor(hub.Port);
        var credential = new NamedCredential();
        var publisher = new CallPublisher(
            new(),
            new()
            {
                EventHubNamespace = "localhost",
                EventHubCredential = credential,
                DrainFor = TimeSpan.FromMinutes(5),
                ConfigureEventHub = options =>
                {
                    options.ConnectionOptions.CustomEndpointAddress = new Uri($"amqps://127.0.0.1:{door.Port}");
                    options.ConnectionOptions.CertificateValidationCallback = (_, certificate, _, _) => door.IsOwn(certificate);
                },
            }
        );
        Publish(publisher, 0, 10);

        await publisher.DisposeAsync();

        Assert.Equal((10, 10, 0, 0, 0, 0), Counts(publisher));
        Assert.Equal(10, (await hub.ReceiveAsync()).Count);
        Assert.NotEmpty(credential.Asked);
        Assert.All(credential.Asked, scope => Assert.StartsWith("https://eventhubs.azure.net/", scope, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CredentialThatFails_ReachesNoCaller()
    {
        await using var hub = new LocalHub();
        await using var door = new TlsDoor(hub.Port);
        await using var publisher = new CallPublisher(
            new(),
            new()
            {
                EventHubNamespace = "localhost",
                EventHubCredential = new NamedCredential { Failure = new NotSupportedException("No identity here.") },
                DrainFor = TimeSpan.Zero,
                Linger = TimeSpan.FromMilliseconds(1),
                ConfigureEventHub = options =>
                {
                    options.ConnectionOptions.CustomEndpointAddress = new Uri($"amqps://127.0.0.1:{door.Port}");
                    options.ConnectionOptions.CertificateValidationCallback = (_, certificate, _, _) => door.IsOwn(certificate);
                },
            }
        );
        Publish(publisher, 0, 1);

        await Caches.UntilAsync(() => publisher.Calls.Fault == "No identity here.");
    }

    [Fact]
    public async Task Settings_ReachTheHubsClient_AndCodeHasTheLastWord()
    {
        (EventHubsTransportType Transport, Uri? Proxy)? seen = null;
        await using var publisher = new CallPublisher(
            new(),
            new()
            {
                EventHubConnection = "Endpoint=sb://n.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=hush;EntityPath=calls",
                UseWebSockets = true,
                Proxy = new Uri("http://proxy.example:3128"),
                ConfigureEventHub = options =>
                    seen = (
                        options.ConnectionOptions.TransportType,
                        options.ConnectionOptions.Proxy.GetProxy(new Uri("https://n.servicebus.windows.net"))
                    ),
            }
        );

        Assert.Equal((EventHubsTransportType.AmqpWebSockets, new Uri("http://proxy.example:3128")), seen);
    }

    private static CallPublisher Publisher(LocalHub hub, CallPublisherOptions? options = null, TimeProvider? clock = null)
    {
        options ??= new() { DrainFor = TimeSpan.FromMinutes(5) };
        options.EventHubConnection = hub.ConnectionString;
        return new(new(), options, clock);
    }

    private static void Publish(CallPublisher publisher, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            Assert.True(publisher.Publish(Call(i), "prompt"));
        }
    }

    private static ModelCall Call(int id) =>
        new()
        {
            Id = id.ToString(CultureInfo.InvariantCulture),
            Account = $"acct_{id % 7}",
            Model = "m-1",
        };

    private static int Size(ModelCall call)
    {
        using var writer = new CallWriter();
        // A time of now, with all its digits.
        return writer.Write(call, "", new DateTimeOffset(2026, 11, 24, 12, 0, 0, 123, 456, TimeSpan.Zero).AddTicks(7)).Length;
    }

    private static int Id(EventData e)
    {
        using var json = JsonDocument.Parse(e.EventBody);
        return int.Parse(json.RootElement.GetProperty("id").GetString()!, CultureInfo.InvariantCulture);
    }

    private static (long Published, long Sent, long Dropped, long Rejected, long Failed, long Waiting) Counts(CallPublisher publisher) =>
        publisher.Calls is var c ? (c.Published, c.Sent, c.Dropped, c.Rejected, c.Failed, c.Waiting) : default;

    private sealed class NamedCredential : TokenCredential
    {
        public ConcurrentQueue<string> Asked { get; } = [];

        public Exception? Failure { get; init; }

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Asked.Enqueue(requestContext.Scopes.Single());
            return Failure is null ? new AccessToken("a.b.c", DateTimeOffset.UtcNow.AddHours(1)) : throw Failure;
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
