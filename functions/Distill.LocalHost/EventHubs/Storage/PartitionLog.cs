using Distill.LocalHost.Logging;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs.Storage;

/// <summary>The events of one partition, on disk and in order. It has one writer at a time and any number of readers.</summary>
internal sealed class PartitionLog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly RecordBuffer _buffer = new();
    private readonly string _directory;
    private readonly long _segmentBytes;
    private readonly TimeProvider _clock;
    private Segment[] _segments;
    private IReadOnlyList<Action> _watchers = [];
    private bool _unflushed;

    private PartitionLog(string directory, long segmentBytes, TimeProvider clock, Segment[] segments)
    {
        _directory = directory;
        _segmentBytes = segmentBytes;
        _clock = clock;
        _segments = segments;
    }

    /// <summary>The offset at which the next event will begin.</summary>
    public long Tail => Volatile.Read(ref _segments)[^1].End;

    public PartitionState State
    {
        get
        {
            lock (_gate)
            {
                var last = _segments.LastOrDefault(segment => segment.Length > 0);
                return new(_segments[0].FirstSequence, _segments[^1].NextSequence - 1, last?.LastOffset ?? -1, last?.LastEnqueuedAt ?? 0);
            }
        }
    }

    public static PartitionLog Open(string directory, long segmentBytes, TimeProvider clock, ILogger logger)
    {
        Directory.CreateDirectory(directory);
        var segments = new List<Segment>();
        try
        {
            foreach (var path in Directory.EnumerateFiles(directory, "*.events").Order(StringComparer.Ordinal))
            {
                segments.Add(Segment.Open(path, out var torn));
                if (torn > 0)
                {
                    EventHubsLog.TornTailCut(logger, torn, path);
                }
            }

            if (segments.Count == 0)
            {
                segments.Add(Segment.Create(directory, 0, 0));
            }
        }
        catch
        {
            segments.ForEach(segment => segment.Dispose());
            throw;
        }

        return new(directory, segmentBytes, clock, [.. segments]);
    }

    /// <summary>Stores the messages in order, all or none. When it returns, the operating system has them.</summary>
    /// <exception cref="InvalidDataException">A message is not AMQP. Nothing was written.</exception>
    public void Append(IReadOnlyList<ReadOnlyMemory<byte>> messages, string? partitionKey)
    {
        lock (_gate)
        {
            var active = _segments[^1];
            if (active.Length >= _segmentBytes)
            {
                active = Roll(active);
            }

            var enqueuedAt = Math.Max(_clock.GetUtcNow().ToUnixTimeMilliseconds(), LastEnqueuedAt());
            var sequenceNumber = active.NextSequence;
            _buffer.Clear();
            foreach (var message in messages)
            {
                _buffer.Add(EncodedMessage.Read(message.Span), partitionKey, sequenceNumber++, active.End + _buffer.Length, enqueuedAt);
            }

            active.Append(_buffer.Written);
            _unflushed = true;
        }

        foreach (var watcher in Volatile.Read(ref _watchers))
        {
            watcher();
        }
    }

    /// <summary>
    /// Reads from the offset of a record. Returns the number of bytes, which may end inside a record and is 0 at the tail. An offset before the
    /// oldest kept event moves to that event.
    /// </summary>
    public int Read(ref long offset, Span<byte> into)
    {
        while (true)
        {
            var current = Volatile.Read(ref _segments);
            offset = Math.Max(offset, current[0].BaseOffset);
            var at = offset;
            // A damaged tail that was cut off leaves a gap between two segments. Go on with the next segment.
            var segment = Array.Find(current, candidate => candidate.End > at);
            if (segment is null)
            {
                return 0;
            }

            offset = Math.Max(offset, segment.BaseOffset);
            try
            {
                return segment.Read(offset, into);
            }
            catch (ObjectDisposedException) when (!ReferenceEquals(current, Volatile.Read(ref _segments)))
            {
                // Retention deleted the segment after it was chosen. Try again.
            }
        }
    }

    public long Find(StartingPosition position)
    {
        lock (_gate)
        {
            if (position.By == StartingPosition.Field.End)
            {
                return _segments[^1].End;
            }

            foreach (var segment in _segments)
            {
                var found = segment.Find(position);
                if (found < segment.End)
                {
                    return found;
                }
            }

            return _segments[^1].End;
        }
    }

    /// <summary>Calls the watcher after every append, on the appending thread. The watcher must be quick.</summary>
    public void Watch(Action watcher)
    {
        lock (_gate)
        {
            _watchers = [.. _watchers, watcher];
        }
    }

    public void Unwatch(Action watcher)
    {
        lock (_gate)
        {
            _watchers = [.. _watchers.Where(other => other != watcher)];
        }
    }

    /// <summary>Deletes the oldest segments while all their events came before the time. It keeps the segment in use.</summary>
    public void DropBefore(DateTimeOffset time)
    {
        var before = time.ToUnixTimeMilliseconds();
        lock (_gate)
        {
            var drop = _segments.TakeWhile((segment, i) => i < _segments.Length - 1 && segment.LastEnqueuedAt < before).ToArray();
            if (drop.Length == 0)
            {
                return;
            }

            Volatile.Write(ref _segments, _segments[drop.Length..]);
            foreach (var segment in drop)
            {
                segment.Dispose();
                File.Delete(segment.Path);
            }
        }
    }

    public void FlushToDisk()
    {
        Segment active;
        lock (_gate)
        {
            if (!_unflushed)
            {
                return;
            }

            _unflushed = false;
            active = _segments[^1];
        }

        // Flush without the lock, so that a slow disk does not hold up senders. Retention never deletes the active segment.
        active.FlushToDisk();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_unflushed)
            {
                _segments[^1].FlushToDisk();
            }

            _unflushed = false;
            foreach (var segment in _segments)
            {
                segment.Dispose();
            }
        }
    }

    private Segment Roll(Segment active)
    {
        active.FlushToDisk();
        var next = Segment.Create(_directory, active.End, active.NextSequence);
        Volatile.Write(ref _segments, [.. _segments, next]);
        return next;
    }

    /// <summary>
    /// Returns when the last event came. No later event gets an earlier time, even if the clock goes back, because receivers may begin by time.
    /// </summary>
    private long LastEnqueuedAt()
    {
        for (var i = _segments.Length - 1; i >= 0; i--)
        {
            if (_segments[i].Length > 0)
            {
                return _segments[i].LastEnqueuedAt;
            }
        }

        return 0;
    }
}
