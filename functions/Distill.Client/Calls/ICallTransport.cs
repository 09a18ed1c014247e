namespace Distill.Client.Calls;

/// <summary>How calls get to the service: over AMQP or over HTTP.</summary>
internal interface ICallTransport : IAsyncDisposable
{
    /// <summary>The most calls that one batch may have.</summary>
    int MostCalls { get; }

    /// <summary>
    /// Tries once to send the calls. Takes out of the list what is settled: what the service took, and what it will never take. What stays in the
    /// list may be tried again.
    /// </summary>
    Task<SendOutcome> SendAsync(List<WrittenCall> calls, CancellationToken cancellationToken);
}
