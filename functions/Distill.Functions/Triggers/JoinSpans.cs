using Distill.Functions.Otlp;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Makes calls of what OpenTelemetry sent in parts.</summary>
public sealed class JoinSpans(SpanJoin join)
{
    [Function(nameof(JoinSpans))]
    public Task Run([TimerTrigger("*/15 * * * * *")] TimerInfo timer, FunctionContext context) => join.RunAsync(context.CancellationToken);
}
