using Azure.Messaging.EventHubs.Consumer;
using Distill.LocalHost.Functions;
using Distill.LocalHost.Settings;

namespace Distill.LocalHost.EventHubs.Trigger;

/// <summary>What one Event Hub trigger listens to, and how it does so.</summary>
internal sealed record EventHubTriggerOptions
{
    /// <summary>The function's name, for the log.</summary>
    public required string Function { get; init; }

    /// <summary>The connection string of the local endpoint (UseDevelopmentEmulator=true) or of a real namespace.</summary>
    public required string ConnectionString { get; init; }

    public required string EventHub { get; init; }

    public string ConsumerGroup { get; init; } = EventHubConsumerClient.DefaultConsumerGroupName;

    /// <summary>The storage account for checkpoints and ownership.</summary>
    public required string BlobConnectionString { get; init; }

    /// <summary>The blob container. The default is the real host's. It is made if it is missing.</summary>
    public string BlobContainer { get; init; } = "azure-webjobs-eventhub";

    public EventHubsHostOptions Host { get; init; } = new();

    public RetryPolicy Retry { get; init; } = RetryPolicy.None;

    /// <summary>The clock that measures how long a batch waits for its least number of events.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
