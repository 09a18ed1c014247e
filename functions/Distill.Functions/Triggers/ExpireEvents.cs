using Distill.Functions.Retention;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>
/// Deletes what the ingestion wrote and its time is up. One function an app that writes: neither gets a right for it that it lacks otherwise.
/// </summary>
public sealed class ExpireEvents(EventExpiry expiry)
{
    [Function(nameof(ExpireEvents))]
    public Task Run([TimerTrigger("%ExpireSchedule%")] TimerInfo timer, FunctionContext context) => expiry.RunAsync(context.CancellationToken);
}
