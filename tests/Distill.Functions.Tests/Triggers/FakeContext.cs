using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Tests.Triggers;

/// <summary>The context that the worker gives an Event Hubs function.</summary>
internal sealed class FakeContext(string partition, int retry = 0, int retries = 5) : FunctionContext
{
    public override string InvocationId => "i";

    public override string FunctionId => "f";

    public override BindingContext BindingContext { get; } =
        new Binding(
            new Dictionary<string, object?>
            {
                ["PartitionContext"] =
                    $$"""{"FullyQualifiedNamespace":"ns","EventHubName":"calls","ConsumerGroup":"ingest","PartitionId":"{{partition}}"}""",
            }
        );

    public override RetryContext RetryContext { get; } = new Retry(retry, retries);

    public override TraceContext TraceContext => null!;

    public override IInvocationFeatures Features { get; } = new FakeFeatures();

    public override IServiceProvider InstanceServices { get; set; } = null!;

    public override FunctionDefinition FunctionDefinition => null!;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    private sealed class Binding(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => data;
    }

    private sealed class Retry(int count, int max) : RetryContext
    {
        public override int RetryCount => count;

        public override int MaxRetryCount => max;
    }
}
