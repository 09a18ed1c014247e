using Azure.Core;
using Azure.Core.Pipeline;

namespace Distill.Functions.Tests;

/// <summary>A storage that does not answer until it is released, and tells when it is first asked.</summary>
internal sealed class Hold : HttpPipelinePolicy
{
    private readonly TaskCompletionSource _asked = new(),
        _go = new();

    public Task Asked => _asked.Task;

    public void LetGo() => _go.TrySetResult();

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        _asked.TrySetResult();
        await _go.Task;
        await ProcessNextAsync(message, pipeline);
    }
}
