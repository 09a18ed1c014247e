using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Distill.Functions.Tests;

/// <summary>A storage that can be cut off.</summary>
internal sealed class Cut : HttpPipelinePolicy
{
    public bool IsOn { get; set; }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        IsOn ? throw new RequestFailedException(503, "Server busy.") : ProcessNextAsync(message, pipeline);
}
