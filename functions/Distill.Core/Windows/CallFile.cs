using System.Collections.Concurrent;

namespace Distill.Core.Windows;

/// <summary>Extents of one size, taken and given back, the first in memory and the others in a file: where packed calls lie.</summary>
/// <remarks>Written by one thread; read by any number while nobody writes.</remarks>
/// <param name="file">Nobody else's; null where all are held in memory. What it held is lost.</param>
/// <param name="inMemory">Extents held in memory, at most.</param>
internal sealed class CallFile(IRandomAccess? file, int inMemory) : IDisposable
{
    /// <summary>Bytes of an extent.</summary>
    public const int ExtentBytes = 32 * 1024;

    private readonly Stack<int> _free = [];
    private readonly List<byte[]> _memory = [];

    // Weakly: a collection takes those that nobody reads into, for they are large.
    private readonly ConcurrentQueue<WeakReference<byte[]>> _buffers = [];
    private int _extents;

    /// <summary>The names in all calls.</summary>
    public NameTable Names { get; } = new();

    /// <summary>Room for whoever writes: one thread.</summary>
    public CallBuffer Writing { get; } = new();

    /// <summary>Extents in use.</summary>
    public int Used => _extents - _free.Count;

    /// <summary>Writes an extent's bytes to a free place and gives its number.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public int Write(ReadOnlySpan<byte> bytes)
    {
        var extent = _free.Count > 0 ? _free.Pop() : _extents++;
        if (extent == _memory.Count && (file is null || extent < inMemory))
        {
            _memory.Add(new byte[ExtentBytes]);
        }

        if (extent < _memory.Count)
        {
            bytes.CopyTo(_memory[extent]);
        }
        else
        {
            file!.Write(PositionOf(extent), bytes);
        }

        return extent;
    }

    /// <summary>Reads part of an extent.</summary>
    public void Read(int extent, int at, Span<byte> bytes)
    {
        if (extent < _memory.Count)
        {
            _memory[extent].AsSpan(at, bytes.Length).CopyTo(bytes);
        }
        else
        {
            file!.Read(PositionOf(extent) + at, bytes);
        }
    }

    /// <summary>A buffer of at least so many bytes, to be given back to <see cref="GiveBack"/>. Any number of threads.</summary>
    public byte[] Buffer(int length)
    {
        while (_buffers.TryDequeue(out var weak))
        {
            if (weak.TryGetTarget(out var buffer) && buffer.Length >= length)
            {
                return buffer;
            }
        }

        return GC.AllocateUninitializedArray<byte>(length + (length / 8));
    }

    public void GiveBack(byte[] buffer) => _buffers.Enqueue(new WeakReference<byte[]>(buffer));

    /// <summary>Gives an extent back.</summary>
    public void Free(int extent) => _free.Push(extent);

    public void Dispose() => file?.Dispose();

    private long PositionOf(int extent) => (long)(extent - inMemory) * ExtentBytes;
}
