using Amqp.Types;

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>The annotations by which an event's place is told on the wire.</summary>
internal static class Annotations
{
    public static readonly Symbol SequenceNumber = "x-opt-sequence-number";
    public static readonly Symbol Offset = "x-opt-offset";
    public static readonly Symbol EnqueuedTime = "x-opt-enqueued-time";
    public static readonly Symbol PartitionKey = "x-opt-partition-key";
}
