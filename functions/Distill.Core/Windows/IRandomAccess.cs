namespace Distill.Core.Windows;

/// <summary>Bytes at places, as a file has them. Any number of threads, as long as no two are at the same bytes and one of them writes.</summary>
public interface IRandomAccess : IDisposable
{
    /// <summary>Reads bytes that were written, from a place on.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    void Read(long start, Span<byte> bytes);

    /// <summary>Writes bytes from a place on, which may be behind the end.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    void Write(long start, ReadOnlySpan<byte> bytes);
}
