namespace Microsoft.Azure.Functions.Worker;

/// <summary>The worker's own trigger attribute: the parameter gets the events of a batch.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EventHubTriggerAttribute(string eventHubName) : Attribute
{
    /// <summary>Name of the hub; <c>%setting%</c> stands for a setting's value.</summary>
    public string EventHubName { get; private set; } = eventHubName;

    /// <summary>Null: $Default.</summary>
    public string? ConsumerGroup { get; set; }

    /// <summary>Name of the setting that holds the connection string.</summary>
    public string? Connection { get; set; }

    public bool IsBatched { get; set; } = true;
}
