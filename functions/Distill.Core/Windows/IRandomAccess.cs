namespace Distill.Core.Windows;

/// <summary>Random access to bytes, as in a file. Safe for any number of threads, unless one of them writes bytes that another one uses.</summary>
public interface IRandomAccess : IDisposable
{
    /// <summary>Reads bytes that were written, from a position on.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    void Read(long start, Span<byte> bytes);

    /// <summary>Writes bytes from a position on. The position may be after the end.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    void Write(long start, ReadOnlySpan<byte> bytes);
}
