namespace Distill.LocalHost.EventHubs.Storage;

/// <summary>What a partition holds. If it is empty, the last sequence number is one less than the first.</summary>
internal readonly record struct PartitionState(long FirstSequence, long LastSequence, long LastOffset, long LastEnqueuedAt)
{
    public bool IsEmpty => LastSequence < FirstSequence;
}
