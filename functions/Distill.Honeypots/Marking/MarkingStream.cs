using System.Buffers;
using Distill.Honeypots.Scanning;

namespace Distill.Honeypots.Marking;

/// <summary>
/// Marks one response while it is written. The result is the same as for the whole text at once, wherever the parts are cut. A sentence or line that
/// has not ended yet is held back, up to 2,000 characters, and with it the sentence before it in the same line if that has a site. Not safe for
/// several threads.
/// </summary>
public sealed class MarkingStream : IDisposable
{
    private readonly SegmentMarker _marker;
    private readonly Func<string, string, IReadOnlyList<MarkedSite>, Receipt> _receipt;
    private readonly Action<Exception>? _failed;
    private readonly ArrayBufferWriter<char> _held = new(256);
    private readonly ArrayBufferWriter<char> _out = new(512);
    private readonly TextHash _before = new();
    private readonly TextHash _after = new();

    internal MarkingStream(RequestKeys keys, Func<string, string, IReadOnlyList<MarkedSite>, Receipt> receipt, Action<Exception>? failed) =>
        (_marker, _receipt, _failed) = (new SegmentMarker(keys), receipt, failed);

    /// <summary>Why the rest of the response was left as it came; null if marking has not failed.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Takes the next part of the response, and writes what can leave now.</summary>
    public void Write(ReadOnlySpan<char> text, IBufferWriter<char> output)
    {
        _before.Add(text);
        Feed(text, output, complete: false);
    }

    /// <summary>Ends the response: writes what was held back, and returns the receipt.</summary>
    public Receipt Complete(IBufferWriter<char> output)
    {
        Feed([], output, complete: true);
        return _receipt(_before.End(), _after.End(), _marker.Set);
    }

    public void Dispose()
    {
        _before.Dispose();
        _after.Dispose();
    }

    private void Feed(ReadOnlySpan<char> text, IBufferWriter<char> output, bool complete)
    {
        if (_held.WrittenCount > 0)
        {
            _held.Write(text);
            text = _held.WrittenSpan;
        }

        var from = 0;
        while (from < text.Length && TextSegments.EndOf(text, from, complete) is var end and > 0)
        {
            var behind = TextSegments.EndBehind(text, end, complete);
            if (!TryMark(text[from..end], text[end..Math.Max(end, behind)], behind >= 0, output))
            {
                break;
            }

            from = end;
        }

        Hold(text[from..]);
    }

    /// <summary>
    /// Marks and writes the segment. If marking fails, this segment and the rest leave as they came, so that no answer is lost. Returns false if the
    /// segment must wait for the one behind it.
    /// </summary>
    private bool TryMark(ReadOnlySpan<char> segment, ReadOnlySpan<char> following, bool known, IBufferWriter<char> output)
    {
        var leaving = segment;
        if (Failure is null)
        {
            try
            {
                if (!known && _marker.NeedsFollowing(segment))
                {
                    return false;
                }

                _out.ResetWrittenCount();
                _marker.Mark(segment, following, _out);
                leaving = _out.WrittenSpan;
            }
#pragma warning disable CA1031 // Whatever it is, a customer waits for the answer.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Failure = e;
                _failed?.Invoke(e);
            }
        }

        _after.Add(leaving);
        output.Write(leaving);
        return true;
    }

    private void Hold(ReadOnlySpan<char> rest)
    {
        var kept = rest.ToArray();
        _held.ResetWrittenCount();
        _held.Write(kept);
    }
}
