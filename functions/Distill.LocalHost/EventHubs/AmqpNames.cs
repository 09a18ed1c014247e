using Amqp.Types;

namespace Distill.LocalHost.EventHubs;

/// <summary>The names that Event Hubs gives things on the wire.</summary>
internal static class AmqpNames
{
    /// <summary>The format of a message whose data sections are messages themselves.</summary>
    public const uint BatchFormat = 0x80013700;

    public const string ManagementNode = "$management";
    public const string ClaimsNode = "$cbs";

    public static readonly Symbol SequenceNumber = "x-opt-sequence-number";
    public static readonly Symbol Offset = "x-opt-offset";
    public static readonly Symbol EnqueuedTime = "x-opt-enqueued-time";
    public static readonly Symbol PartitionKey = "x-opt-partition-key";
    public static readonly Symbol SelectorFilter = "apache.org:selector-filter:string";

    /// <summary>Attach property: the owner level of a receiver; a newer one of the same or a higher level takes its place.</summary>
    public static readonly Symbol Epoch = "com.microsoft:epoch";
}
