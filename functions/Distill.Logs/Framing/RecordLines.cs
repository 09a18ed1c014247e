using System.Buffers;

namespace Distill.Logs.Framing;

/// <summary>Gathers records, one a line, and hands them over as blocks.</summary>
internal sealed class RecordLines(string file, int blockBytes)
{
    private ArrayBufferWriter<byte> _lines = new(blockBytes);
    private long _first = 1;
    private long _count;

    /// <summary>Takes the bytes of the record that is being written.</summary>
    public IBufferWriter<byte> Writer => _lines;

    /// <summary>Whether there is enough for a block.</summary>
    public bool IsFull => _lines.WrittenCount >= blockBytes;

    public bool IsEmpty => _count == 0;

    /// <summary>Ends the record.</summary>
    public void EndRecord()
    {
        _lines.Write("\n"u8);
        _count++;
    }

    /// <summary>Returns what was gathered since the last block.</summary>
    public LogBlock Take()
    {
        var block = new LogBlock(file, _first, _lines.WrittenMemory);
        _first += _count;
        _count = 0;
        _lines = new ArrayBufferWriter<byte>(blockBytes);
        return block;
    }

    /// <summary>Returns a block for one record that is too long. Call it only when nothing is gathered.</summary>
    public LogBlock Overlong(long bytes) => new(file, _first++, default, bytes);
}
