using System.Diagnostics;
using Distill.LocalHost.Rpc.Messages;

namespace Distill.LocalHost.Functions;

/// <summary>What to invoke, why and with what.</summary>
internal sealed record Call
{
    public required Function Function { get; init; }

    /// <summary>For the log: what set it off.</summary>
    public required string Reason { get; init; }

    /// <summary>The value for the trigger's parameter.</summary>
    public required TypedData Input { get; init; }

    public string InvocationId { get; init; } = Guid.NewGuid().ToString();

    /// <summary>What the function finds in its binding data. Names ignore case there.</summary>
    public IReadOnlyDictionary<string, TypedData> TriggerMetadata { get; init; } = new Dictionary<string, TypedData>();

    /// <summary>Null when the function has no policy to retry by.</summary>
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
            // The worker reads it unasked.
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
