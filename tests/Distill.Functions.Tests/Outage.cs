using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Distill.Functions.Tests;

/// <summary>A storage whose first requests fail: with a 503 unless another failure is given.</summary>
internal sealed class Outage(int requests, Exception? failure = null) : HttpPipelinePolicy
{
    private int _left = requests;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        Interlocked.Decrement(ref _left) >= 0
            ? throw failure ?? new RequestFailedException(503, "Server busy.")
            : ProcessNextAsync(message, pipeline);
}
