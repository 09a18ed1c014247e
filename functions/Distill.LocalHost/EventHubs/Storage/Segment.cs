using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Distill.LocalHost.EventHubs.Storage;

/// <summary>
/// One append-only file of a partition. Its name gives the offset in the partition's byte stream and the sequence number at which it begins.
/// </summary>
internal sealed class Segment : IDisposable
{
    /// <summary>The distance between index entries in bytes. A search reads only the record heads between two entries.</summary>
    private const int IndexEvery = 64 * 1024;

    private readonly SafeFileHandle _file;
    private readonly List<Mark> _marks = [];
    private long _length;

    private Segment(SafeFileHandle file, string path, long baseOffset, long firstSequence)
    {
        _file = file;
        Path = path;
        BaseOffset = baseOffset;
        FirstSequence = NextSequence = firstSequence;
    }

    public string Path { get; }

    public long BaseOffset { get; }

    public long FirstSequence { get; }

    public long NextSequence { get; private set; }

    /// <summary>The bytes of complete records. Readers read no further.</summary>
    public long Length => Volatile.Read(ref _length);

    public long End => BaseOffset + Length;

    public long LastOffset { get; private set; } = -1;

    public long LastEnqueuedAt { get; private set; }

    public static Segment Create(string directory, long baseOffset, long firstSequence)
    {
        var path = System.IO.Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $"{baseOffset:D19}-{firstSequence:D19}.events"));
        return new(File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None), path, baseOffset, firstSequence);
    }

    /// <summary>Opens a file of an earlier run. Cuts off the first incomplete or damaged record and everything after it.</summary>
    public static Segment Open(string path, out long torn)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(path).Split('-');
        if (
            name.Length != 2
            || !long.TryParse(name[0], NumberStyles.None, CultureInfo.InvariantCulture, out var baseOffset)
            || !long.TryParse(name[1], NumberStyles.None, CultureInfo.InvariantCulture, out var firstSequence)
        )
        {
            throw new InvalidDataException($"'{path}' is not named as a segment of events is. Move it away, or delete the data folder.");
        }

        var segment = new Segment(File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None), path, baseOffset, firstSequence);
        segment.Recover();
        torn = RandomAccess.GetLength(segment._file) - segment.Length;
        if (torn > 0)
        {
            RandomAccess.SetLength(segment._file, segment.Length);
        }

        return segment;
    }

    /// <summary>Appends complete records. When it returns, the operating system has them.</summary>
    public void Append(ReadOnlySpan<byte> records)
    {
        RandomAccess.Write(_file, records, Length);
        var at = Length;
        for (var rest = records; !rest.IsEmpty; )
        {
            var record = EventRecord.ReadHead(rest);
            Note(record, at);
            at += record.Size;
            rest = rest[record.Size..];
        }

        Volatile.Write(ref _length, at);
    }

    public int Read(long offset, Span<byte> into)
    {
        var position = offset - BaseOffset;
        var most = (int)Math.Min(into.Length, Length - position);
        return most <= 0 ? 0 : RandomAccess.Read(_file, into[..most], position);
    }

    /// <summary>Returns the offset of the first event that the position includes, or the segment's end. Call it under the partition's lock.</summary>
    public long Find(StartingPosition position)
    {
        if (Length == 0 || !position.Includes(NextSequence - 1, LastOffset, LastEnqueuedAt))
        {
            return End;
        }

        var from = BaseOffset;
        foreach (var mark in _marks)
        {
            if (position.Includes(mark.SequenceNumber, mark.Offset, mark.EnqueuedAt))
            {
                break;
            }

            from = mark.Offset;
        }

        Span<byte> head = stackalloc byte[EventRecord.HeadSize];
        while (Read(from, head) == head.Length)
        {
            var record = EventRecord.ReadHead(head);
            if (position.Includes(record.SequenceNumber, from, record.EnqueuedAt))
            {
                return from;
            }

            from += record.Size;
        }

        return End;
    }

    public void FlushToDisk() => RandomAccess.FlushToDisk(_file);

    public void Dispose() => _file.Dispose();

    private void Recover()
    {
        var chunk = new byte[1024 * 1024];
        var size = RandomAccess.GetLength(_file);
        var at = 0L;
        while (size - at >= EventRecord.HeadSize)
        {
            var got = RandomAccess.Read(_file, chunk, at);
            var used = 0;
            while (got - used >= EventRecord.HeadSize)
            {
                var record = EventRecord.ReadHead(chunk.AsSpan(used));
                if (record.MessageLength is <= 0 or > EventRecord.MaxMessageLength || record.SequenceNumber != NextSequence)
                {
                    _length = at + used;
                    return;
                }

                if (record.Size > got - used)
                {
                    break;
                }

                if (!record.IsWhole(chunk.AsSpan(used, record.Size)))
                {
                    _length = at + used;
                    return;
                }

                Note(record, at + used);
                used += record.Size;
            }

            if (used == 0)
            {
                // The record is longer than the chunk, or it goes past the end of the file.
                var record = EventRecord.ReadHead(chunk);
                if (record.Size > size - at)
                {
                    break;
                }

                chunk = new byte[record.Size];
            }

            at += used;
        }

        _length = at;
    }

    private void Note(EventRecord record, long at)
    {
        var offset = BaseOffset + at;
        if (_marks.Count == 0 || offset - _marks[^1].Offset >= IndexEvery)
        {
            _marks.Add(new(record.SequenceNumber, offset, record.EnqueuedAt));
        }

        NextSequence = record.SequenceNumber + 1;
        LastOffset = offset;
        LastEnqueuedAt = record.EnqueuedAt;
    }

    private readonly record struct Mark(long SequenceNumber, long Offset, long EnqueuedAt);
}
