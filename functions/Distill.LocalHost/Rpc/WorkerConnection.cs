using System.Threading.Channels;
using Distill.LocalHost.Rpc.Messages;
using Grpc.Core;

namespace Distill.LocalHost.Rpc;

/// <summary>One worker's open stream. It sends messages one at a time, in the order of the calls to <c>SendAsync</c>.</summary>
internal sealed class WorkerConnection
{
    private readonly IAsyncStreamReader<StreamingMessage> _incoming;
    private readonly IServerStreamWriter<StreamingMessage> _outgoing;
    private readonly Channel<Sending> _queue = Channel.CreateUnbounded<Sending>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WorkerConnection(IAsyncStreamReader<StreamingMessage> incoming, IServerStreamWriter<StreamingMessage> outgoing)
    {
        _incoming = incoming;
        _outgoing = outgoing;
    }

    /// <summary>Completes when nothing more comes from the worker. It never fails.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Queues a message. The task completes when the message has been sent.</summary>
    /// <exception cref="IOException">The stream is closed.</exception>
    public Task SendAsync(StreamingMessage message)
    {
        var sending = new Sending(message, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!_queue.Writer.TryWrite(sending))
        {
            sending.Sent.SetException(new IOException("The worker's stream is closed."));
        }
        return sending.Sent.Task;
    }

    /// <summary>Sends and receives messages until the worker or the host closes the stream.</summary>
    /// <param name="receive">Called for each message in turn. It must neither block nor throw.</param>
    /// <param name="cancellationToken">Signals that the stream is gone or that the host ends it.</param>
    public async Task RunAsync(Action<StreamingMessage> receive, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writing = WriteAsync(ended.Token);
        try
        {
            while (await _incoming.MoveNext(ended.Token))
            {
                receive(_incoming.Current);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or Grpc.Core.RpcException or InvalidOperationException)
        {
            // However the stream ended, the worker is gone. The code below tells all callers that wait for it.
        }
        finally
        {
            _queue.Writer.TryComplete();
            await ended.CancelAsync();
            _closed.TrySetResult();
            await writing;
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        // Read the queue to its end even after cancellation, so that every waiting sender gets a result.
        await foreach (var sending in _queue.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                await _outgoing.WriteAsync(sending.Message, cancellationToken);
                sending.Sent.SetResult();
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or Grpc.Core.RpcException or InvalidOperationException)
            {
                sending.Sent.SetException(new IOException("The worker's stream is closed.", e));
            }
        }
    }

    private sealed record Sending(StreamingMessage Message, TaskCompletionSource Sent);
}
