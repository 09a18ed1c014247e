using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Distill.Functions.Tests;

/// <summary>A storage that answers 503 to the first so many requests.</summary>
internal sealed class Outage(int requests) : HttpPipelinePolicy
{
    private int _left = requests;

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        Interlocked.Decrement(ref _left) >= 0 ? throw new RequestFailedException(503, "Server busy.") : ProcessNextAsync(message, pipeline);
}
