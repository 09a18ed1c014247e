using System.Collections.Concurrent;

namespace Distill.Core.Windows;

/// <summary>
/// Stores packed calls in extents of one size, which can be freed and reused. The first extents are in memory, the others in a file.
/// </summary>
/// <remarks>One thread writes. Any number of threads may read while no thread writes.</remarks>
/// <param name="file">A file for this object alone; its content is lost. Null to hold everything in memory.</param>
/// <param name="inMemory">Most extents held in memory.</param>
internal sealed class CallFile(IRandomAccess? file, int inMemory) : IDisposable
{
    /// <summary>Size of an extent, in bytes.</summary>
    public const int ExtentBytes = 32 * 1024;

    private readonly Stack<int> _free = [];
    private readonly List<byte[]> _memory = [];

    // Weak references: the buffers are large, and the garbage collector may take those that are not in use.
    private readonly ConcurrentQueue<WeakReference<byte[]>> _buffers = [];
    private int _extents;

    /// <summary>The names of models, platforms and resellers in all calls.</summary>
    public NameTable Names { get; } = new();

    /// <summary>Scratch for the writing thread.</summary>
    public CallBuffer Writing { get; } = new();

    /// <summary>Extents in use.</summary>
    public int Used => _extents - _free.Count;

    /// <summary>Writes an extent's bytes to a free place and returns its number.</summary>
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

    /// <summary>Reads a part of an extent.</summary>
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

    /// <summary>Rents a buffer of at least this many bytes. Return it with <see cref="GiveBack"/>. Safe for any number of threads.</summary>
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

    /// <summary>Takes back a buffer that <see cref="Buffer"/> returned.</summary>
    public void GiveBack(byte[] buffer) => _buffers.Enqueue(new WeakReference<byte[]>(buffer));

    /// <summary>Frees an extent for reuse.</summary>
    public void Free(int extent) => _free.Push(extent);

    public void Dispose() => file?.Dispose();

    private long PositionOf(int extent) => (long)(extent - inMemory) * ExtentBytes;
}
