using System.Text.Json;
using Azure.Core;
using Distill.Client.Calls;
using Distill.Client.Tests.Verdicts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace Distill.Client.Tests.Calls;

public sealed class CallPublisherTests
{
    private static readonly TokenCredential s_credential = DelegatedTokenCredential.Create(
        (_, _) => new AccessToken("a.b.c", DateTimeOffset.MaxValue)
    );

    [Fact]
    public async Task Calls_GoInBatches_AndDisposalSendsWhatWaits()
    {
        await using var service = await FakeService.StartAsync();
        // A clock that stands still: no batch leaves before it is full, or the end.
        var publisher = new CallPublisher(new() { Address = service.Address }, clock: new FakeTimeProvider());
        for (var i = 0; i < 1200; i++)
        {
            Assert.True(publisher.Publish(Call($"c{i}"), "canary prompt of the day"));
        }

        await publisher.DisposeAsync();

        Assert.Equal((1200, 1200, 0, 0, 0, 0), Counts(publisher));
        Assert.Equal(Enumerable.Range(0, 1200).Select(i => $"c{i}"), service.Events.SelectMany(Ids));
        Assert.Equal(3, service.Events.Count);
        Assert.DoesNotContain(service.Events, body => body.Contains("canary", StringComparison.Ordinal));
        Assert.False(publisher.Publish(Call("late"), ""));
        Assert.Equal(1, publisher.Calls.Dropped);
    }

    [Fact]
    public async Task FullBuffer_DropsAndCounts_AndNeverWaits()
    {
        // Nobody listens there, and on this clock no batch leaves.
        await using var publisher = new CallPublisher(
            new() { Address = new Uri("http://127.0.0.1:1") },
            new() { Buffer = 100, DrainFor = TimeSpan.Zero },
            new FakeTimeProvider()
        );

        var taken = Enumerable.Range(0, 5000).Count(i => publisher.Publish(Call($"c{i}"), "prompt"));

        Assert.Equal(100, taken);
        Assert.Equal((5000, 5000 - taken), (publisher.Calls.Published, publisher.Calls.Dropped));
        await publisher.DisposeAsync();
        Assert.Equal((taken, 0), (publisher.Calls.Failed, publisher.Calls.Waiting));
    }

    [Fact]
    public async Task ServiceThatComesBack_GetsWhatWaited()
    {
        await using var service = await FakeService.StartAsync();
        await service.StopAsync();
        await using var publisher = new CallPublisher(new() { Address = service.Address }, new() { Linger = TimeSpan.FromMilliseconds(1) });
        publisher.Publish(Call("c1"), "prompt");
        await Caches.UntilAsync(() => publisher.Calls.Fault is not null);

        await service.RestartAsync();

        await Caches.UntilAsync(() => publisher.Calls.Sent == 1);
        Assert.Null(publisher.Calls.Fault);
        Assert.Equal(["c1"], service.Events.SelectMany(Ids));
    }

    [Fact]
    public async Task BatchThatIsNotTaken_IsGivenUp_AndTheNextHasItsTurn()
    {
        await using var service = await FakeService.StartAsync();
        service.Instead = _ => Results.StatusCode(503);
        var clock = new FakeTimeProvider();
        await using var publisher = new CallPublisher(
            new() { Address = service.Address },
            new() { GiveUpAfter = TimeSpan.FromHours(1), Linger = TimeSpan.FromMilliseconds(1) },
            clock
        );
        publisher.Publish(Call("c1"), "prompt");
        await Caches.UntilAsync(() => publisher.Calls.Fault is not null, () => clock.Advance(TimeSpan.FromMilliseconds(1)));
        await Caches.UntilAsync(() => publisher.Calls.Failed == 1, () => clock.Advance(TimeSpan.FromMinutes(10)));
        Assert.Equal("The service answers 503.", publisher.Calls.Fault);

        service.Instead = null;
        publisher.Publish(Call("c2"), "prompt");

        await Caches.UntilAsync(() => publisher.Calls.Sent == 1, () => clock.Advance(TimeSpan.FromMilliseconds(1)));
        Assert.Equal(["c2"], service.Events.SelectMany(Ids));
    }

    [Fact]
    public async Task CallsThatAreNone_AreRejected_HereOrThere()
    {
        await using var service = await FakeService.StartAsync();
        await using var publisher = new CallPublisher(new() { Address = service.Address });
        Assert.False(publisher.Publish(Call(""), "prompt"));
        Assert.False(publisher.Publish(Call("c") with { Account = null! }, "prompt"));
        Assert.False(publisher.Publish(Call("c") with { Account = new string('x', 300) }, "prompt"));
        Assert.False(publisher.Publish(Call("c") with { Model = null! }, "prompt"u8));
        Assert.False(publisher.Publish(Call("c") with { UserAgent = new string('x', 100_000) }, "prompt"));
        Assert.True(publisher.Publish(Call("c") with { Model = "rejected" }, "prompt"));
        Assert.True(publisher.Publish(Call("c1"), "prompt"));

        await publisher.DisposeAsync();

        Assert.Equal((7, 1, 0, 6, 0, 0), Counts(publisher));
    }

    [Fact]
    public async Task TokenSourceThatFails_ReachesNoCaller()
    {
        await using var service = await FakeService.StartAsync();
        await using var publisher = new CallPublisher(
            new() { Address = service.Address, BearerToken = _ => throw new NotSupportedException("No identity here.") },
            new() { DrainFor = TimeSpan.Zero, Linger = TimeSpan.FromMilliseconds(1) }
        );

        Assert.True(publisher.Publish(Call("c1"), "prompt"));

        await Caches.UntilAsync(() => publisher.Calls.Fault == "No identity here.");
    }

    [Fact]
    public void WrongOptions_AreAllNamed()
    {
        var failure = Assert.Throws<ArgumentException>(() =>
            new CallPublisher(
                new(),
                new()
                {
                    Buffer = 1,
                    Linger = default,
                    GiveUpAfter = default,
                    DrainFor = TimeSpan.MaxValue,
                }
            )
        );
        foreach (var name in new[] { "Address", "Buffer", "Linger", "GiveUpAfter", "DrainFor" })
        {
            Assert.Contains(name, failure.Message);
        }
    }

    /// <summary>Said in words, without the key, and without a word on the service's address, which is not needed then.</summary>
    [Theory]
    [InlineData("none", null, "EventHubConnection is not an Event Hubs connection string")]
    [InlineData("Endpoint=sb://n.servicebus.windows.net/;SharedAccessKey=hush", null, "EventHubConnection is not an Event Hubs connection string")]
    [InlineData("SharedAccessKeyName=send;SharedAccessKey=hush", null, "EventHubConnection is not an Event Hubs connection string")]
    [InlineData(
        "Endpoint=sb://n.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccessKey=hush;EntityPath=one",
        "two",
        "EventHub is 'two', but EventHubConnection names the hub 'one'"
    )]
    public void WrongConnection_IsNamed(string connection, string? hub, string error)
    {
        var failure = Assert.Throws<ArgumentException>(() => new CallPublisher(new(), new() { EventHubConnection = connection, EventHub = hub }));

        Assert.Contains(error, failure.Message);
        Assert.DoesNotContain("hush", failure.Message);
        Assert.DoesNotContain("Address", failure.Message);
    }

    [Fact]
    public void ProxyWithoutWebSockets_IsNamed() =>
        Assert.Contains(
            "Proxy needs UseWebSockets",
            Assert
                .Throws<ArgumentException>(() =>
                    new CallPublisher(
                        new(),
                        new()
                        {
                            EventHubNamespace = "n.servicebus.windows.net",
                            EventHubCredential = s_credential,
                            Proxy = new Uri("http://p:1"),
                        }
                    )
                )
                .Message
        );

    /// <summary>Where the namespace takes identities: its name, a credential, and no connection string beside them.</summary>
    [Theory]
    [InlineData("n.servicebus.windows.net", "Endpoint=sb://x;UseDevelopmentEmulator=true", true, "both set")]
    [InlineData("sb://n.servicebus.windows.net", null, true, "host name")]
    [InlineData("n.servicebus.windows.net", null, false, "EventHubCredential")]
    public void WrongIdentity_IsNamed(string host, string? connection, bool credential, string error)
    {
        var options = new CallPublisherOptions
        {
            EventHubNamespace = host,
            EventHubConnection = connection,
            EventHubCredential = credential ? s_credential : null,
        };

        Assert.Contains(error, Assert.Throws<ArgumentException>(() => new CallPublisher(new(), options)).Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a2V5cyBvZiBmZWF0dXJlcywgZm9yIHRlc3RzIG9ubHkh")]
    public async Task Publishing_AllocatesNothing(string? keys)
    {
        await using var publisher = new CallPublisher(
            new() { Address = new Uri("http://127.0.0.1:1") },
            new()
            {
                Buffer = 100,
                DrainFor = TimeSpan.Zero,
                FeatureKeys = keys,
            },
            new FakeTimeProvider()
        );
        var call = Call("c1") with { Address = System.Net.IPAddress.Loopback, Time = DateTimeOffset.UtcNow };
        for (var i = 0; i < 2000; i++)
        {
            publisher.Publish(call, "Think step by step and show your reasoning.");
        }

        // With a full buffer all goes on but the buffer's own growth.
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            publisher.Publish(call, "Think step by step and show your reasoning.");
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ModelCall Call(string id) =>
        new()
        {
            Id = id,
            Account = "acct_1",
            Model = "m-1",
        };

    private static IEnumerable<string> Ids(string body)
    {
        using var array = JsonDocument.Parse(body);
        return [.. array.RootElement.EnumerateArray().Select(e => e.GetProperty("id").GetString()!)];
    }

    private static (long Published, long Sent, long Dropped, long Rejected, long Failed, long Waiting) Counts(CallPublisher publisher) =>
        publisher.Calls is var c ? (c.Published, c.Sent, c.Dropped, c.Rejected, c.Failed, c.Waiting) : default;
}
