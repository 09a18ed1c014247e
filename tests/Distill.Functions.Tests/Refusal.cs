using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Distill.Functions.Tests;

/// <summary>A storage that rejects every row with one row key, or with keys that begin like it, as too large.</summary>
internal sealed class Refusal(string rowKey, bool prefix = false) : HttpPipelinePolicy
{
    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (message.Request.Content is { } content)
        {
            using var body = new MemoryStream();
            await content.WriteToAsync(body, message.CancellationToken);
            if (
                System.Text.Encoding.UTF8.GetString(body.ToArray()).Contains($"\"RowKey\":\"{rowKey}{(prefix ? "" : "\"")}", StringComparison.Ordinal)
            )
            {
                throw new RequestFailedException(413, "The entity is larger than the maximum allowed size (1MB).");
            }
        }

        await ProcessNextAsync(message, pipeline);
    }
}
