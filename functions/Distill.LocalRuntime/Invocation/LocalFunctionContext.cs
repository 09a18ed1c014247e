using Distill.LocalRuntime.Discovery;
using Microsoft.Azure.Functions.Worker;

namespace Distill.LocalRuntime.Invocation;

/// <summary>The context of one invocation on this runtime.</summary>
internal sealed class LocalFunctionContext(
    DiscoveredFunction function, string invocationId, object triggerValue, IReadOnlyDictionary<string, object?> bindingData,
    RetryContext retry, IServiceProvider services, CancellationToken cancellationToken) : FunctionContext
{
    public override string InvocationId { get; } = invocationId;

    public override string FunctionId => function.Id;

    public override BindingContext BindingContext { get; } = new LocalBindingContext(bindingData);

    public override RetryContext RetryContext { get; } = retry;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => function;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override CancellationToken CancellationToken { get; } = cancellationToken;

    public object TriggerValue { get; } = triggerValue;

    /// <summary>What the function returned; null before and for none.</summary>
    public object? Result { get; set; }
}

internal sealed class LocalBindingContext(IReadOnlyDictionary<string, object?> bindingData) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData { get; } = bindingData;
}

/// <param name="retryCount">0 on the first attempt.</param>
/// <param name="maxRetryCount">0 for a function without a retry attribute.</param>
internal sealed class LocalRetryContext(int retryCount, int maxRetryCount) : RetryContext
{
    public static LocalRetryContext None { get; } = new(0, 0);

    public override int RetryCount { get; } = retryCount;

    public override int MaxRetryCount { get; } = maxRetryCount;
}
