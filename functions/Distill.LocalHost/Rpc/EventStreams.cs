using System.Collections.Concurrent;
using Distill.LocalHost.Rpc.Messages;
using Grpc.Core;

namespace Distill.LocalHost.Rpc;

/// <summary>Accepts the workers' streams. Passes each one to the code that started that worker.</summary>
internal sealed class EventStreams : FunctionRpc.FunctionRpcBase
{
    private readonly ConcurrentDictionary<string, Func<WorkerConnection, CancellationToken, Task>> _expected = new();

    /// <summary>Passes the worker's stream to <paramref name="serve"/> when it comes. The stream ends when that completes.</summary>
    public void Expect(string workerId, Func<WorkerConnection, CancellationToken, Task> serve) => _expected[workerId] = serve;

    public void Forget(string workerId) => _expected.TryRemove(workerId, out _);

    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream,
        IServerStreamWriter<StreamingMessage> responseStream,
        ServerCallContext context
    )
    {
        if (
            !await requestStream.MoveNext(context.CancellationToken)
            || requestStream.Current.ContentCase != StreamingMessage.ContentOneofCase.StartStream
            || !_expected.TryRemove(requestStream.Current.StartStream.WorkerId, out var serve)
        )
        {
            throw new Grpc.Core.RpcException(new Status(StatusCode.PermissionDenied, "This host did not start that worker."));
        }
        await serve(new WorkerConnection(requestStream, responseStream), context.CancellationToken);
    }
}
