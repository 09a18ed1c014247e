using Azure.Core;
using Azure.Core.Pipeline;

namespace Distill.Functions.Tests;

/// <summary>A storage that holds one write up until it is released, and tells when it has come to that.</summary>
/// <param name="write">Which write, from 1.</param>
internal sealed class HoldAt(int write) : HttpPipelinePolicy
{
    private readonly TaskCompletionSource _reached = new(),
        _go = new();
    private int _writes;

    public Task Reached => _reached.Task;

    public void LetGo() => _go.TrySetResult();

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (message.Request.Method != RequestMethod.Get && Interlocked.Increment(ref _writes) == write)
        {
            _reached.TrySetResult();
            await _go.Task;
        }

        await ProcessNextAsync(message, pipeline);
    }
}
