namespace Distill.Core.Windows;

/// <summary>
/// A log of bytes in the order in which they were appended. Full extents are in a file; the rest, less than one extent, is in memory.
/// </summary>
/// <remarks>One thread writes. Any number of threads may read while no thread writes.</remarks>
internal sealed class CallLog(CallFile file)
{
    private readonly List<int> _extents = [];
    private byte[] _end = [];
    private int _endLength;

    /// <summary>Bytes appended.</summary>
    public long Length => ((long)_extents.Count * CallFile.ExtentBytes) + _endLength;

    /// <summary>Appends bytes and returns the position of the first.</summary>
    public long Append(ReadOnlySpan<byte> bytes)
    {
        var start = Length;
        while (!bytes.IsEmpty)
        {
            var part = bytes[..Math.Min(bytes.Length, CallFile.ExtentBytes - _endLength)];
            if (_end.Length < _endLength + part.Length)
            {
                Array.Resize(ref _end, Math.Min(CallFile.ExtentBytes, Math.Max(2 * _end.Length, _endLength + part.Length)));
            }

            part.CopyTo(_end.AsSpan(_endLength));
            _endLength += part.Length;
            bytes = bytes[part.Length..];
            if (_endLength == CallFile.ExtentBytes)
            {
                _extents.Add(file.Write(_end));
                _endLength = 0;
            }
        }

        return start;
    }

    /// <summary>Reads bytes from a position on.</summary>
    public void Read(long start, Span<byte> bytes)
    {
        var (extent, at) = ((int)(start / CallFile.ExtentBytes), (int)(start % CallFile.ExtentBytes));
        for (; !bytes.IsEmpty; extent++, at = 0)
        {
            var part = bytes[..Math.Min(bytes.Length, CallFile.ExtentBytes - at)];
            if (extent == _extents.Count)
            {
                _end.AsSpan(at, part.Length).CopyTo(part);
            }
            else
            {
                file.Read(_extents[extent], at, part);
            }

            bytes = bytes[part.Length..];
        }
    }

    /// <summary>Frees the log's extents. Do not read the log afterwards.</summary>
    public void Free() => _extents.ForEach(file.Free);
}
