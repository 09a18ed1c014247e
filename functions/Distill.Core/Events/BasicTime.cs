namespace Distill.Core.Events;

/// <summary>Puts the separators into a time of ISO 8601's basic format: <c>20260504T000000Z</c>, <c>20260504T0000+0200</c>.</summary>
internal static class BasicTime
{
    /// <summary>Length of a date without separators, in bytes.</summary>
    public const int Date = 8;

    // Length of the shortest time, and how many separators can be missing, in bytes.
    private const int Shortest = Date + 6;
    private const int Separators = 4;

    /// <summary>False when the text does not begin with eight digits, or is too long for the buffer.</summary>
    /// <param name="basic">The time.</param>
    /// <param name="extended">Receives the time with its separators.</param>
    /// <param name="length">Length of the result, in bytes.</param>
    public static bool TryExtend(ReadOnlySpan<byte> basic, Span<byte> extended, out int length)
    {
        length = 0;
        if (basic.Length < Shortest || basic.Length + Separators > extended.Length || !AreDigits(basic[..Date]))
        {
            return false;
        }

        Put(extended, ref length, basic[..4], (byte)'-');
        Put(extended, ref length, basic[4..6], (byte)'-');
        Put(extended, ref length, basic[6..Date], basic[Date]);
        var rest = basic[(Date + 1)..];
        if (rest[2] != ':')
        {
            Put(extended, ref length, rest[..2], (byte)':');
            rest = rest[2..];
            if (rest.Length >= 4 && AreDigits(rest[..4]))
            {
                Put(extended, ref length, rest[..2], (byte)':');
                rest = rest[2..];
            }
        }

        rest.CopyTo(extended[length..]);
        length += rest.Length;
        return true;
    }

    private static bool AreDigits(ReadOnlySpan<byte> text) => !text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    private static void Put(Span<byte> text, ref int length, ReadOnlySpan<byte> part, byte separator)
    {
        part.CopyTo(text[length..]);
        length += part.Length;
        text[length++] = separator;
    }
}
