namespace Distill.LocalHost.Functions;

/// <summary>An invocation under way.</summary>
/// <param name="Sent">Completes when the worker's request is on its way; it never fails.</param>
/// <param name="Completed">
/// Completes when the function has. Fails with a FunctionFailedException, a WorkerLostException, a
/// TimeoutException or, when it was called off, with an
/// OperationCanceledException; each is in the log already.
/// </param>
internal sealed record StartedInvocation(Task Sent, Task Completed);
