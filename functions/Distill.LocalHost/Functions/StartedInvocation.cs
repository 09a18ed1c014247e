namespace Distill.LocalHost.Functions;

/// <summary>A running invocation.</summary>
/// <param name="Sent">Completes when the request has been sent to the worker. It never fails.</param>
/// <param name="Completed">
/// Completes when the function has ended. It fails with a FunctionFailedException, a WorkerLostException, a TimeoutException or, after a
/// cancellation, an OperationCanceledException. Each of these is already logged.
/// </param>
internal sealed record StartedInvocation(Task Sent, Task Completed);
