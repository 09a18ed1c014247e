using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Batches;

/// <summary>A partition of the event hub, by its id. The <c>default</c> value names none.</summary>
public readonly record struct HubPartition(string Id)
{
    /// <summary>Takes a partition's place for events that come over HTTP. Several instances may write to it at the same time.</summary>
    public static HubPartition Http { get; } = new("http");

    /// <summary>The partition that an invocation's events came from.</summary>
    /// <remarks>PartitionContext does not bind in the isolated worker. The host gives it as JSON in the binding data.</remarks>
    /// <exception cref="InvalidOperationException">The host did not name it.</exception>
    public static HubPartition Of(FunctionContext context)
    {
        if (context.BindingContext.BindingData.TryGetValue("PartitionContext", out var json) && json is string text)
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.TryGetProperty("PartitionId", out var id) && id.GetString() is { Length: > 0 } value)
            {
                return new HubPartition(value);
            }
        }

        throw new InvalidOperationException("The trigger did not name the partition of its events.");
    }

    public override string ToString() => Id;
}
