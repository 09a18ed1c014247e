namespace Distill.Client.Calls;

/// <summary>Sends calls to the service, over AMQP or over HTTP.</summary>
internal interface ICallTransport : IAsyncDisposable
{
    /// <summary>The most calls in one batch.</summary>
    int MostCalls { get; }

    /// <summary>
    /// Tries once to send the calls. Removes settled calls from the list: those that the service took, and those that it will never take. The caller
    /// may try again with those that remain.
    /// </summary>
    Task<SendOutcome> SendAsync(List<WrittenCall> calls, CancellationToken cancellationToken);
}
