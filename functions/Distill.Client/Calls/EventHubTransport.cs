namespace Distill.Client.Calls;

/// <summary>Calls over AMQP to the event hub. The sender batches and mends its connection; one that gave up is made anew.</summary>
internal sealed class EventHubTransport(CallPublisherOptions to) : ICallTransport
{
    // The publisher tries again itself, and counts what fails: the sender need not hold on for long.
    static readonly EventHubSenderOptions Options = new() { GiveUpAfter = TimeSpan.FromSeconds(10), ConnectTimeout = TimeSpan.FromSeconds(10) };

    EventHubSender? sender;

    public int MostCalls => 2000;

    public async Task<(int Taken, int Rejected)> SendAsync(IReadOnlyList<WrittenCall> calls, CancellationToken cancellation)
    {
        var rejected = 0;
        try
        {
            sender ??= await ConnectAsync(cancellation).ConfigureAwait(false);
            foreach (var call in calls)
            {
                try
                {
                    await sender.SendAsync(call.Account, call.Json, cancellation).ConfigureAwait(false);
                }
                catch (ArgumentException)
                {
                    // Larger than what the hub takes.
                    rejected++;
                }
            }

            await sender.FlushAsync(cancellation).ConfigureAwait(false);
            return (calls.Count - rejected, rejected);
        }
        catch (EventHubSendException e)
        {
            await GiveUpAsync().ConfigureAwait(false);
            throw new CallsNotSentException(e.Message, e);
        }
    }

    public ValueTask DisposeAsync() => GiveUpAsync();

    Task<EventHubSender> ConnectAsync(CancellationToken cancellation) => to.EventHubNamespace is { Length: > 0 } host
        ? EventHubSender.ConnectByIdentityAsync(host, to.EventHub!, to.EventHubToken!, Options, cancellation)
        : EventHubSender.ConnectAsync(to.EventHubConnection!, string.IsNullOrEmpty(to.EventHub) ? null : to.EventHub, Options, cancellation);

    async ValueTask GiveUpAsync()
    {
        if (Interlocked.Exchange(ref sender, null) is not { } done)
            return;
        try
        {
            await done.DisposeAsync().ConfigureAwait(false);
        }
        catch (EventHubSendException)
        {
            // What it could not send has been told already, or is the publisher's to count.
        }
    }
}
