using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Batches;

/// <summary>A partition of the event hub, by its id. <c>default</c> names none.</summary>
public readonly record struct HubPartition(string Id)
{
    /// <summary>What stands in a partition's place for events that come over HTTP. Any instance writes to it, at the same time as others.</summary>
    public static HubPartition Http { get; } = new("http");

    /// <summary>The partition that an invocation's events came from.</summary>
    /// <remarks>PartitionContext does not bind in the isolated worker; the host hands it over as JSON among the binding data.</remarks>
    /// <exception cref="InvalidOperationException">The host did not say.</exception>
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
