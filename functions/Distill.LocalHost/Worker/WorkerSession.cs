using System.Collections.Concurrent;
using Distill.LocalHost.Machine;
using Distill.LocalHost.Rpc;
using Distill.LocalHost.Rpc.Messages;
using Google.Protobuf.WellKnownTypes;

namespace Distill.LocalHost.Worker;

/// <summary>One worker process from start to end, and the messages between it and the host.</summary>
internal sealed class WorkerSession : IAsyncDisposable
{
    private static readonly TimeSpan s_betweenKnocks = TimeSpan.FromMilliseconds(20);

    private readonly string _id = Guid.NewGuid().ToString();
    private readonly EventStreams _streams;
    private readonly WorkerApp _app;
    private readonly WorkerLog _log;
    private readonly Action<WorkerSession> _onLost;
    private readonly PendingAnswers<StreamingMessage> _answers = new();
    private readonly PendingAnswers<InvocationResponse> _invocations = new();

    // Cancelled invocations that the worker has not answered yet.
    private readonly ConcurrentDictionary<string, bool> _cancelled = new();
    private readonly TaskCompletionSource<WorkerConnection> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ending = new();

    /// <param name="start">How to start the worker.</param>
    /// <param name="lost">Called once the worker is lost, before any pending answer fails.</param>
    public WorkerSession(WorkerStart start, Action<WorkerSession> lost)
    {
        _onLost = lost;
        _streams = start.Server.Streams;
        _app = start.App;
        _log = start.Log;
        _streams.Expect(_id, ServeAsync);
        Process = WorkerProcess.Start(start.App, _id, start.Server.Address, start.Environment, start.ProcessLog);
        _ = LoseUnconnectedAsync();
    }

    public WorkerProcess Process { get; }

    /// <summary>What the worker says of itself. It is known after <c>ConnectAsync</c>.</summary>
    public WorkerIdentity Identity { get; private set; } = new("", "", null, false);

    /// <summary>Completes when the worker can give no more answers. It never fails.</summary>
    public Task Lost => _lost.Task;

    /// <summary>Waits for the worker to connect, and asks for its identity.</summary>
    /// <exception cref="WorkerLostException">The worker ended first.</exception>
    /// <exception cref="FunctionFailedException">The worker reports that it can't start.</exception>
    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAny(_connected.Task, _lost.Task).WaitAsync(cancellationToken);
        if (!_connected.Task.IsCompleted)
        {
            throw LostWith("before it connected");
        }
        var answer = await AskAsync(
            new StreamingMessage
            {
                WorkerInitRequest = new WorkerInitRequest
                {
                    HostVersion = typeof(WorkerSession).Assembly.GetName().Version!.ToString(),
                    WorkerDirectory = _app.Folder,
                    FunctionAppDirectory = _app.Folder,
                },
            },
            cancellationToken
        );
        Check(answer.WorkerInitResponse.Result);
        Identity = WorkerIdentity.From(answer.WorkerInitResponse);
    }

    /// <summary>Returns the functions in the worker's own index.</summary>
    /// <exception cref="FunctionFailedException">The worker can't read its index.</exception>
    public async Task<IReadOnlyList<RpcFunctionMetadata>> IndexAsync(CancellationToken cancellationToken)
    {
        var answer = await AskAsync(
            new StreamingMessage { FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = _app.Folder } },
            cancellationToken
        );
        Check(answer.FunctionMetadataResponse.Result);
        return answer.FunctionMetadataResponse.FunctionMetadataResults;
    }

    /// <summary>Loads the functions, and waits until the worker's own server listens.</summary>
    /// <exception cref="FunctionFailedException">A function can't be loaded.</exception>
    public async Task LoadAsync(IEnumerable<RpcFunctionMetadata> functions, CancellationToken cancellationToken)
    {
        var loads = functions.Select(function =>
            AskAsync(
                new StreamingMessage
                {
                    FunctionLoadRequest = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function },
                },
                cancellationToken
            )
        );
        foreach (var answer in await Task.WhenAll(loads))
        {
            Check(answer.FunctionLoadResponse.Result);
        }
        await AwaitServerAsync(cancellationToken);
    }

    /// <summary>Starts an invocation.</summary>
    public PendingInvocation Begin(InvocationRequest request)
    {
        var answered = _invocations.Expect(request.InvocationId);
        return new PendingInvocation(request.InvocationId, SendInvocationAsync(request), answered);
    }

    /// <summary>Asks the worker to end an invocation early.</summary>
    public void Cancel(string invocationId)
    {
        if (Identity.TakesCancels && _invocations.Has(invocationId))
        {
            _cancelled[invocationId] = true;
            _ = TrySendAsync(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = invocationId } });
        }
    }

    /// <summary>Kills the worker at once. The keeper then starts another.</summary>
    public void Kill() => Process.Kill();

    /// <summary>Asks the worker to end, and kills it after the given time.</summary>
    public async Task EndAsync(TimeSpan patience)
    {
        await TrySendAsync(new StreamingMessage { WorkerTerminate = new WorkerTerminate { GracePeriod = Duration.FromTimeSpan(patience) } });
        await Process.EndAsync(patience);
    }

    public async ValueTask DisposeAsync()
    {
        _streams.Forget(_id);
        await Process.DisposeAsync();
        if (_connected.Task.IsCompleted)
        {
            await _ending.CancelAsync();
        }
        await _lost.Task;
    }

    private async Task ServeAsync(WorkerConnection connection, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ending.Token);
        _connected.TrySetResult(connection);
        await connection.RunAsync(Receive, ended.Token);
        Lose();
    }

    private async Task LoseUnconnectedAsync()
    {
        await Process.Ended;
        _streams.Forget(_id);
        if (!_connected.Task.IsCompleted)
        {
            Lose();
        }
    }

    private void Lose()
    {
        _onLost(this);
        var error = LostWith("before it answered");
        _answers.FailAll(error);
        _invocations.FailAll(error);
        _lost.TrySetResult();
    }

    private WorkerLostException LostWith(string when) => new($"The worker (process {Process.Id}) ended {when}.");

    private void Receive(StreamingMessage message)
    {
        switch (message.ContentCase)
        {
            case StreamingMessage.ContentOneofCase.RpcLog:
                _log.Write(message.RpcLog, _cancelled.ContainsKey(message.RpcLog.InvocationId));
                break;
            case StreamingMessage.ContentOneofCase.InvocationResponse:
                _cancelled.TryRemove(message.InvocationResponse.InvocationId, out _);
                _invocations.Complete(message.InvocationResponse.InvocationId, message.InvocationResponse);
                break;
            default:
                _answers.Complete(message.RequestId, message);
                break;
        }
    }

    private async Task<StreamingMessage> AskAsync(StreamingMessage question, CancellationToken cancellationToken)
    {
        question.RequestId = Guid.NewGuid().ToString();
        var answer = _answers.Expect(question.RequestId);
        if (!await TrySendAsync(question))
        {
            throw LostWith("before it was asked");
        }
        return await answer.WaitAsync(cancellationToken);
    }

    private async Task SendInvocationAsync(InvocationRequest request)
    {
        if (!await TrySendAsync(new StreamingMessage { RequestId = Guid.NewGuid().ToString(), InvocationRequest = request }))
        {
            _invocations.Fail(request.InvocationId, LostWith("before it was asked"));
        }
    }

    private async Task<bool> TrySendAsync(StreamingMessage message)
    {
        if (!_connected.Task.IsCompletedSuccessfully)
        {
            return false;
        }
        try
        {
            await _connected.Task.Result.SendAsync(message);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task AwaitServerAsync(CancellationToken cancellationToken)
    {
        if (Identity.HttpUri is not { } uri)
        {
            return;
        }
        while (!await LoopbackPort.IsOpenAsync(uri.Port, cancellationToken))
        {
            if (_lost.Task.IsCompleted)
            {
                throw LostWith("before its server listened");
            }
            await Task.Delay(s_betweenKnocks, cancellationToken);
        }
    }

    private static void Check(StatusResult? result)
    {
        if (result is not null && result.Status != StatusResult.Types.Status.Success)
        {
            throw FunctionFailedException.From(result);
        }
    }
}
