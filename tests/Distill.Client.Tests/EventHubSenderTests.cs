namespace Distill.Client.Tests;

public sealed class EventHubSenderTests
{
    [Fact]
    public async Task EndpointThatIsNotThere_IsSaidSoInTime()
    {
        // Port 1 is nobody's.
        const string Nowhere = "Endpoint=sb://127.0.0.1:1;UseDevelopmentEmulator=true";
        var options = new EventHubSenderOptions { ConnectTimeout = TimeSpan.FromMilliseconds(200) };
        var failure = await Assert.ThrowsAsync<EventHubSendException>(() => EventHubSender.ConnectAsync(Nowhere, "calls", options));
        Assert.Contains("calls", failure.Message);
        Assert.Contains("127.0.0.1:1", failure.Message);
    }

    [Fact]
    public async Task Hub_HasToBeNamed() => await Assert.ThrowsAsync<ArgumentException>(() =>
        EventHubSender.ConnectAsync("Endpoint=sb://127.0.0.1:1;UseDevelopmentEmulator=true"));

    [Fact]
    public async Task WrongOptions_AreAllNamed()
    {
        var options = new EventHubSenderOptions { MaxBatchBytes = 1, Linger = TimeSpan.Zero };
        var failure = await Assert.ThrowsAsync<ArgumentException>(() => EventHubSender.ConnectAsync("Endpoint=sb://x;UseDevelopmentEmulator=true", "h", options));
        Assert.Contains(nameof(options.MaxBatchBytes), failure.Message);
        Assert.Contains(nameof(options.Linger), failure.Message);
    }
}
