using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Tests.Triggers;

/// <summary>The context that the worker gives an HTTP function; without a request, a function of another kind.</summary>
internal sealed class HttpCall(string function, HttpContext? http, CancellationToken cancellationToken = default) : FunctionContext
{
    public override string InvocationId => "i";

    public override string FunctionId => "f";

    public override BindingContext BindingContext => null!;

    public override RetryContext RetryContext => null!;

    public override TraceContext TraceContext => null!;

    public override IInvocationFeatures Features { get; } = new FakeFeatures();

    public override CancellationToken CancellationToken { get; } = cancellationToken;

    public override IServiceProvider InstanceServices { get; set; } = null!;

    public override FunctionDefinition FunctionDefinition { get; } = new Definition(function);

    public override IDictionary<object, object> Items { get; set; } =
        http is null ? new Dictionary<object, object>() : new Dictionary<object, object> { ["HttpRequestContext"] = http };

    private sealed class Definition(string name) : FunctionDefinition
    {
        public override string PathToAssembly => "";

        public override string EntryPoint => "";

        public override string Id => "f";

        public override string Name => name;

        public override IImmutableDictionary<string, BindingMetadata> InputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

        public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;

        public override ImmutableArray<FunctionParameter> Parameters => [];
    }
}
