using Amqp.Types;

namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>The names that Event Hubs uses on the wire.</summary>
internal static class AmqpNames
{
    /// <summary>The format code of a message whose data sections are themselves messages.</summary>
    public const uint BatchFormat = 0x80013700;

    public const string ManagementNode = "$management";
    public const string ClaimsNode = "$cbs";

    public static readonly Symbol SelectorFilter = "apache.org:selector-filter:string";

    /// <summary>Attach property: a receiver's owner level. A newer receiver of the same or a higher level replaces it.</summary>
    public static readonly Symbol Epoch = "com.microsoft:epoch";

    /// <summary>Capability: the receiver wants to know, with each event, how far the partition has come.</summary>
    public static readonly Symbol ReceiverRuntimeMetric = "com.microsoft:enable-receiver-runtime-metric";
}
