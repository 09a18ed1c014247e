using System.Diagnostics;
using Distill.LocalHost.Rpc.Messages;

namespace Distill.LocalHost.Functions;

/// <summary>What to invoke, why, and with what input.</summary>
internal sealed record Call
{
    public required Function Function { get; init; }

    /// <summary>What triggered the call, for the log.</summary>
    public required string Reason { get; init; }

    /// <summary>The value for the trigger's parameter.</summary>
    public required TypedData Input { get; init; }

    public string InvocationId { get; init; } = Guid.NewGuid().ToString();

    /// <summary>The values for the function's binding data. Their names ignore case there.</summary>
    public IReadOnlyDictionary<string, TypedData> TriggerMetadata { get; init; } = new Dictionary<string, TypedData>();

    /// <summary>The retry context; null if the function has no retry policy.</summary>
    public RetryContext? Retry { get; init; }

    public InvocationRequest ToRequest()
    {
        var request = new InvocationRequest
        {
            InvocationId = InvocationId,
            FunctionId = Function.Id,
            InputData =
            {
                new ParameterBinding { Name = Function.Parameter, Data = Input },
            },
            // Always set: the worker reads it without a check.
            TraceContext = new RpcTraceContext { TraceParent = Activity.Current?.Id ?? "", TraceState = Activity.Current?.TraceStateString ?? "" },
            RetryContext = Retry,
        };
        foreach (var (name, value) in TriggerMetadata)
        {
            request.TriggerMetadata[name] = value;
        }
        return request;
    }
}
