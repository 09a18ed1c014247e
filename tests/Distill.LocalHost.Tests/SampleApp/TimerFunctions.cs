using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Distill.LocalHost.SampleApp;

public sealed class TimerFunctions(Ledger ledger, IConfiguration configuration)
{
    [Function("Hourly")]
    public void Hourly([TimerTrigger("%HourlySchedule%")] TimerInfo timer) => Note("hourly", timer);

    [Function("BySetting")]
    public void BySetting([TimerTrigger("%FastSchedule%")] TimerInfo timer) => Note("fast", timer);

    [Function("Unmonitored")]
    public void Unmonitored([TimerTrigger("%UnmonitoredSchedule%", UseMonitor = false)] TimerInfo timer) => Note("unmonitored", timer);

    [Function("Retried")]
    [ExponentialBackoffRetry(2, "00:00:00.001", "00:00:00.002")]
    public void Retried([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer, FunctionContext context)
    {
        ledger.Note($"try {context.RetryContext.RetryCount} of {context.RetryContext.MaxRetryCount}");
        throw new InvalidDataException("bad window");
    }

    [Function("Gated")]
    public async Task Gated([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        await ledger.WaitAsync("gated", cancellationToken);
        ledger.Note("gated done");
    }

    /// <summary>Heeds no cancellation.</summary>
    [Function("Hangs")]
    public Task Hangs([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer) => ledger.WaitAsync("never", CancellationToken.None);

    private void Note(string name, TimerInfo timer)
    {
        ledger.Note($"{name} {JsonSerializer.Serialize(timer)}");
        if (configuration["FailTimers"] == "true")
        {
            throw new InvalidDataException("bad window");
        }
    }
}
