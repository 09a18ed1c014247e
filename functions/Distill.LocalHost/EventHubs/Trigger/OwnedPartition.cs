using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Primitives;
using Azure.Messaging.EventHubs.Processor;
using Distill.LocalHost.Settings;

namespace Distill.LocalHost.EventHubs.Trigger;

/// <summary>The state of a partition while this host owns it: the events that wait for a batch, and how far it has come.</summary>
internal sealed class OwnedPartition : EventProcessorPartition
{
    private readonly List<EventData> _waiting = [];
    private long _waitingSince;
    private int _interruptions;

    /// <summary>Batches since the last checkpoint.</summary>
    public int Batches { get; set; }

    /// <summary>The last event that is done but not in a checkpoint yet.</summary>
    public CheckpointPosition? Unsaved { get; set; }

    /// <summary>Returns true the first time after the last events came, so that an interruption is logged once.</summary>
    public bool TellsInterruption() => Interlocked.Increment(ref _interruptions) == 1;

    public void Add(IEnumerable<EventData> events, TimeProvider time)
    {
        if (_waiting.Count == 0)
        {
            _waitingSince = time.GetTimestamp();
        }

        _waiting.AddRange(events);
        Volatile.Write(ref _interruptions, 0);
    }

    /// <summary>Returns the next batch, up to the maximum size. Returns null while there are too few events and the wait is not over.</summary>
    public EventData[]? Next(EventHubsHostOptions options, TimeProvider time)
    {
        if (_waiting.Count == 0 || (_waiting.Count < options.MinEventBatchSize && time.GetElapsedTime(_waitingSince) < options.MaxWaitTime))
        {
            return null;
        }

        var count = Math.Min(_waiting.Count, options.MaxEventBatchSize);
        var batch = _waiting.GetRange(0, count).ToArray();
        _waiting.RemoveRange(0, count);
        _waitingSince = time.GetTimestamp();
        return batch;
    }
}
