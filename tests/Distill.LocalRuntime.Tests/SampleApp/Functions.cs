using System.Collections.Concurrent;
using Azure.Messaging.EventHubs;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Distill.LocalRuntime.SampleApp;

/// <summary>What the functions have seen, for the others to tell.</summary>
public sealed class Ledger
{
    public ConcurrentQueue<string> Entries { get; } = new();
}

public sealed class ReadLedger(Ledger ledger, IConfiguration configuration)
{
    [Function("ReadLedger")]
    public IResult Run([HttpTrigger(AuthorizationLevel.Function, "get", Route = "ledger")] HttpRequest request) => Results.Json(ledger.Entries);

    [Function("ReadSetting")]
    public IResult Setting([HttpTrigger(AuthorizationLevel.Function, "get", Route = "settings/{name}")] HttpRequest request, string name) =>
        Results.Text(configuration[name] ?? "");
}

public sealed class EnterEvents(Ledger ledger)
{
    [Function("EnterEvents")]
    public void Run([EventHubTrigger("%LedgerHub%", Connection = "EventHubConnection")] EventData[] events)
    {
        foreach (var entry in events)
            ledger.Entries.Enqueue(entry.EventBody.ToString());
    }
}

public sealed class CloseBooks(Ledger ledger)
{
    [Function("CloseBooks")]
    public async Task Run([TimerTrigger("0 0 3 * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        ledger.Entries.Enqueue("closing");
        await Console.Out.WriteLineAsync("books: closing");
        await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        ledger.Entries.Enqueue("closed");
        await Console.Out.WriteLineAsync("books: closed");
    }
}
