using Distill.LocalRuntime.Discovery;
using Microsoft.Azure.Functions.Worker;

namespace Distill.LocalRuntime.Invocation;

/// <summary>One invocation asked for by a trigger.</summary>
internal sealed record Call(DiscoveredFunction Function, object TriggerValue, string Reason)
{
    public static IReadOnlyDictionary<string, object?> NoData { get; } = new Dictionary<string, object?>();

    public string InvocationId { get; init; } = Guid.NewGuid().ToString();

    public IReadOnlyDictionary<string, object?> BindingData { get; init; } = NoData;

    public RetryContext Retry { get; init; } = LocalRetryContext.None;

    /// <summary>Put into the context's items before the middleware runs.</summary>
    public IReadOnlyDictionary<object, object> Items { get; init; } = new Dictionary<object, object>();
}
