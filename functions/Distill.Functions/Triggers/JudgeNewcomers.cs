using Distill.Functions.Newcomers;
using Microsoft.Azure.Functions.Worker;

namespace Distill.Functions.Triggers;

/// <summary>Compares new and changed accounts with the operators that the last run found, and publishes provisional verdicts.</summary>
public sealed class JudgeNewcomers(NewcomerRun run)
{
    [Function(nameof(JudgeNewcomers))]
    public Task Run([TimerTrigger("%NewcomerSchedule%")] TimerInfo timer, FunctionContext context) => run.JudgeAsync(context.CancellationToken);
}
