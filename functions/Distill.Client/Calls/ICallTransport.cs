namespace Distill.Client.Calls;

/// <summary>How calls get to the service: over AMQP or over HTTP.</summary>
internal interface ICallTransport : IAsyncDisposable
{
    /// <summary>The most calls that one batch may have.</summary>
    int MostCalls { get; }

    /// <summary>Sends a batch; ends when the service has it, or it is plain that it never will.</summary>
    /// <returns>How many the service took, and how many it will not take however often they come.</returns>
    /// <exception cref="CallsNotSentException">The service is away or refuses; another try may help.</exception>
    Task<(int Taken, int Rejected)> SendAsync(IReadOnlyList<WrittenCall> calls, CancellationToken cancellation);
}
