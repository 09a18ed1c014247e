using Amqp.Types;

namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>The names that Event Hubs gives things on the wire.</summary>
internal static class AmqpNames
{
    /// <summary>The format of a message whose data sections are messages themselves.</summary>
    public const uint BatchFormat = 0x80013700;

    public const string ManagementNode = "$management";
    public const string ClaimsNode = "$cbs";

    public static readonly Symbol SelectorFilter = "apache.org:selector-filter:string";

    /// <summary>Attach property: the owner level of a receiver; a newer one of the same or a higher level takes its place.</summary>
    public static readonly Symbol Epoch = "com.microsoft:epoch";

    /// <summary>Capability: with each event, the receiver wants to know how far the partition has come.</summary>
    public static readonly Symbol ReceiverRuntimeMetric = "com.microsoft:enable-receiver-runtime-metric";
}
