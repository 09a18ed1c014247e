using Distill.LocalHost.Rpc.Messages;

namespace Distill.LocalHost.Worker;

/// <summary>An invocation that the worker has not answered yet.</summary>
/// <param name="Id">Of the invocation.</param>
/// <param name="Sent">Completes when the request is on its way. It never fails: see <paramref name="Answered"/>.</param>
/// <param name="Answered">The worker's answer; fails with a <see cref="WorkerLostException"/>.</param>
internal sealed record PendingInvocation(string Id, Task Sent, Task<InvocationResponse> Answered);
