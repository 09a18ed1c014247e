using Distill.Core.Events;

namespace Distill.Core.Windows;

/// <summary>Reusable arrays to read and write packed calls. For one thread at a time; each use overwrites the last one.</summary>
internal sealed class CallBuffer
{
    // Smallest arrays that are made, in bytes and in calls, so that they seldom grow.
    private const int LeastBytes = 4096;
    private const int LeastCalls = 256;

    private byte[] _bytes = [];
    private ApiCall[] _calls = [];

    /// <summary>For each context of a window's calls, the index of the first call that has it.</summary>
    public int[] Contexts { get; } = new int[CallWindow.Capacity];

    /// <summary>Returns room for at least this many bytes. When it grows, its content is lost.</summary>
    public Span<byte> Bytes(int length)
    {
        if (_bytes.Length < length)
        {
            _bytes = new byte[Math.Max(LeastBytes, length)];
        }

        return _bytes;
    }

    /// <summary>Returns room for exactly this many calls. When it grows, its content is lost.</summary>
    public Span<ApiCall> Calls(int count)
    {
        if (_calls.Length < count)
        {
            _calls = new ApiCall[Math.Max(LeastCalls, count)];
        }

        return _calls.AsSpan(0, count);
    }
}
