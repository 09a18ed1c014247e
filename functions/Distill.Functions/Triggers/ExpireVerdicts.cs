using Distill.Functions.Retention;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>
/// Deletes old data that the correlation wrote. Each app that writes has its own such function, so that no app needs a further right.
/// </summary>
public sealed class ExpireVerdicts(VerdictExpiry expiry)
{
    [Function(nameof(ExpireVerdicts))]
    public Task Run([TimerTrigger("%ExpireSchedule%")] TimerInfo timer, FunctionContext context) => expiry.RunAsync(context.CancellationToken);
}
