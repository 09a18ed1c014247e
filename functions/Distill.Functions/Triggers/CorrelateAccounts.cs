using Distill.Functions.Correlation;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Correlates every closed hour after the watermark. The verdicts do not depend on how late it runs.</summary>
public sealed class CorrelateAccounts(CorrelationRun run)
{
    [Function(nameof(CorrelateAccounts))]
    public Task Run([TimerTrigger("%CorrelateSchedule%")] TimerInfo timer, FunctionContext context) => run.CatchUpAsync(context.CancellationToken);
}
