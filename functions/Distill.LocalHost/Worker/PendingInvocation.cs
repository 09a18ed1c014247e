using Distill.LocalHost.Rpc.Messages;

namespace Distill.LocalHost.Worker;

/// <summary>An invocation that the worker has not answered yet.</summary>
/// <param name="Id">The invocation's id.</param>
/// <param name="Sent">Completes when the request has been sent. It never fails: see <paramref name="Answered"/>.</param>
/// <param name="Answered">The worker's answer. It fails with a <see cref="WorkerLostException"/> if the worker is lost.</param>
internal sealed record PendingInvocation(string Id, Task Sent, Task<InvocationResponse> Answered);
