using Distill.Core.Events;

namespace Distill.Core.Windows;

/// <summary>Room to read and write packed calls in. For one thread at a time; each reading overwrites the one before.</summary>
internal sealed class CallBuffer
{
    private const int LeastBytes = 4096;
    private const int LeastCalls = 256;

    private byte[] _bytes = [];
    private ApiCall[] _calls = [];

    /// <summary>For each context of a window's calls, the index of the first call that has it.</summary>
    public int[] Contexts { get; } = new int[CallWindow.Capacity];

    /// <summary>Room for so many bytes, or more. What was in it is lost when it grows.</summary>
    public Span<byte> Bytes(int length)
    {
        if (_bytes.Length < length)
        {
            _bytes = new byte[Math.Max(LeastBytes, length)];
        }

        return _bytes;
    }

    /// <summary>Room for so many calls.</summary>
    public Span<ApiCall> Calls(int count)
    {
        if (_calls.Length < count)
        {
            _calls = new ApiCall[Math.Max(LeastCalls, count)];
        }

        return _calls.AsSpan(0, count);
    }
}
