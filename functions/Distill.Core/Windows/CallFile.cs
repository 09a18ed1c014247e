namespace Distill.Core.Windows;

/// <summary>Extents of one size, taken and given back, the first in memory and the others in a stream: where packed calls lie. Any number of threads.</summary>
/// <param name="stream">Readable, writable, seekable, and nobody else's. What it held is lost.</param>
/// <param name="inMemory">Extents held in memory, at most.</param>
internal sealed class CallFile(Stream stream, int inMemory) : IDisposable
{
    /// <summary>Bytes of an extent.</summary>
    public const int ExtentBytes = 32 * 1024;

    private readonly Stack<int> _free = [];
    private readonly List<byte[]> _memory = [];
    private int _extents;

    /// <summary>The names in all calls.</summary>
    public NameTable Names { get; } = new();

    /// <summary>Extents in use.</summary>
    public int Used
    {
        get
        {
            lock (_free)
            {
                return _extents - _free.Count;
            }
        }
    }

    /// <summary>Writes an extent's bytes to a free place and gives its number.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public int Write(ReadOnlySpan<byte> bytes)
    {
        lock (_free)
        {
            var extent = _free.Count > 0 ? _free.Pop() : _extents++;
            if (extent == _memory.Count && extent < inMemory)
            {
                _memory.Add(new byte[ExtentBytes]);
            }

            if (extent < _memory.Count)
            {
                bytes.CopyTo(_memory[extent]);
            }
            else
            {
                stream.Position = PositionOf(extent);
                stream.Write(bytes);
            }

            return extent;
        }
    }

    /// <summary>Reads part of an extent.</summary>
    public void Read(int extent, int at, Span<byte> bytes)
    {
        lock (_free)
        {
            if (extent < _memory.Count)
            {
                _memory[extent].AsSpan(at, bytes.Length).CopyTo(bytes);
            }
            else
            {
                stream.Position = PositionOf(extent) + at;
                stream.ReadExactly(bytes);
            }
        }
    }

    /// <summary>Gives an extent back.</summary>
    public void Free(int extent)
    {
        lock (_free)
        {
            _free.Push(extent);
        }
    }

    public void Dispose() => stream.Dispose();

    private long PositionOf(int extent) => (long)(extent - inMemory) * ExtentBytes;
}
