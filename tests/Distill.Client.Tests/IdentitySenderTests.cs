using Distill.EventHubs;

namespace Distill.Client.Tests;

/// <summary>Sending by an identity, to a namespace that takes no keys.</summary>
public sealed class IdentitySenderTests
{
    [Fact]
    public async Task Token_IsShownBeforeAnythingElseAndOpensTheHub()
    {
        using var hub = new GuardedHub();

        await using (var sender = await ConnectAsync(hub, () => "a.b.c"))
        {
            await sender.SendAsync("ann", "{}"u8.ToArray(), TestContext.Current.CancellationToken);
            await sender.FlushAsync(TestContext.Current.CancellationToken);
        }

        Assert.Single(hub.Received);
        Assert.All(hub.Shown, shown => Assert.Equal(("jwt", "sb://127.0.0.1/calls", "a.b.c"), shown));
    }

    /// <summary>A replay outlives its first token.</summary>
    [Fact]
    public async Task Token_IsShownAnewWhileTheSenderLives()
    {
        using var hub = new GuardedHub();
        var asked = 0;
        await using var sender = await ConnectAsync(hub, () => Interlocked.Increment(ref asked) <= 2 ? "a.b.c" : hub.Valid = "d.e.f", TimeSpan.FromMilliseconds(50));

        for (var until = DateTime.UtcNow.AddSeconds(20); hub.Shown.Last().Token != "d.e.f" && DateTime.UtcNow < until;)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal(("jwt", "sb://127.0.0.1/calls", "d.e.f"), hub.Shown.Last());
    }

    [Fact]
    public async Task TokenThatIsRefused_EndsTheAttemptAtOnceAndIsNotQuoted()
    {
        using var hub = new GuardedHub();

        var failure = await Assert.ThrowsAsync<EventHubSendException>(() => ConnectAsync(hub, () => "stolen.or.old"));

        Assert.Contains("401", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("stolen", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoToken_IsSaidInTheCredentialsWords()
    {
        using var hub = new GuardedHub();

        var failure = await Assert.ThrowsAsync<EventHubSendException>(() => ConnectAsync(hub, () => throw new InvalidOperationException("Please run 'az login'.")));

        Assert.Contains("Please run 'az login'.", failure.Message, StringComparison.Ordinal);
        Assert.Empty(hub.Shown);
    }

    [Theory]
    [InlineData("")]
    [InlineData("sb://n.servicebus.windows.net/")]
    [InlineData("n.servicebus.windows.net;SharedAccessKey=x")]
    public async Task Namespace_IsAHostName(string host) => await Assert.ThrowsAsync<FormatException>(() =>
        EventHubSender.ConnectByIdentityAsync(host, "calls", _ => ValueTask.FromResult("a.b.c"), cancellation: TestContext.Current.CancellationToken));

    private static Task<EventHubSender> ConnectAsync(GuardedHub hub, Func<string> token, TimeSpan? interval = null) => EventHubSender.ConnectAsync(
        EventHubsConnectionString.ForIdentity(new Uri($"sb://127.0.0.1:{hub.Port}"), plain: true, _ => ValueTask.FromResult(token())),
        "calls",
        new EventHubSenderOptions { TokenInterval = interval ?? TimeSpan.FromMinutes(2) },
        TestContext.Current.CancellationToken);
}
