using Azure.Messaging.EventHubs;
using Distill.Functions.EventHubsBinding;
using Microsoft.Azure.Functions.Worker;

namespace Distill.LocalHost.SampleApp;

public sealed class EventFunctions(Ledger ledger)
{
    [Function("EnterEvents")]
    [FixedDelayRetry(1, "00:00:00.010")]
    public void Enter([EventHubTrigger("%LedgerHub%", Connection = "EventHubConnection")] EventData[] events, FunctionContext context)
    {
        foreach (var entry in events)
        {
            ledger.Note($"{entry.EventBody} key {entry.PartitionKey} try {context.RetryContext.RetryCount} of {context.RetryContext.MaxRetryCount}");
        }
        if (events.Any(entry => entry.EventBody.ToString() == "bad"))
        {
            throw new InvalidDataException("a bad event");
        }
    }
}
