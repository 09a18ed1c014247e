using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Distill.Functions.EventHubsBinding;

/// <summary>
/// Starts a function for the events of a hub. It has the same name and shape as the attribute in the package
/// Microsoft.Azure.Functions.Worker.Extensions.EventHubs, so that the package can replace it.
/// </summary>
[InputConverter(typeof(EventDataConverter))]
[ConverterFallbackBehavior(ConverterFallbackBehavior.Default)]
[BindingCapabilities(KnownBindingCapabilities.FunctionLevelRetry)]
public sealed class EventHubTriggerAttribute(string eventHubName) : TriggerBindingAttribute, ISupportCardinality
{
    /// <summary>The hub's name, or in percent signs the name of a setting that holds it.</summary>
    public string EventHubName { get; private set; } = eventHubName;

    /// <summary>The consumer group; <c>$Default</c> if it is not given.</summary>
    public string? ConsumerGroup { get; set; }

    /// <summary>The setting, or group of settings, that says how to reach the namespace.</summary>
    public string? Connection { get; set; }

    /// <summary>True if a run gets many events at once, false if it gets one.</summary>
    [DefaultValue(true)]
    public bool IsBatched { get; set; } = true;

    Cardinality ISupportCardinality.Cardinality
    {
        get => IsBatched ? Cardinality.Many : Cardinality.One;
        set => IsBatched = value == Cardinality.Many;
    }
}
