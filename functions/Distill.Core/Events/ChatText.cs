using System.Text;

namespace Distill.Core.Events;

/// <summary>
/// Finds the newest user turn in a conversation that was written as one text: with a model's own marks (<c>&lt;|im_start|&gt;user</c>,
/// <c>[INST]</c>), or with the speaker's name in front of each turn (<c>Human: ... Assistant:</c>).
/// </summary>
internal static class ChatText
{
    // Longest name of a speaker, in bytes.
    private const int MaxName = 9;

    // Some marks put the system prompt into the first turn of the user. This is its end.
    private static ReadOnlySpan<byte> SystemEnd => "<</SYS>>"u8;

    /// <summary>False when the text does not begin like a conversation, or has no turn of the user.</summary>
    public static bool TryNewest(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> turn)
    {
        text = text.Trim(" \t\r\n"u8);
        var isMarked = text is [(byte)'<', ..] || text.StartsWith("[INST]"u8);
        var isFound = isMarked
            ? TryMarked(text, "<|im_start|>user"u8, "<|im_end|>"u8, out turn)
                || TryMarked(text, "<|start_header_id|>user<|end_header_id|>"u8, "<|eot_id|>"u8, out turn)
                || TryMarked(text, "<start_of_turn>user"u8, "<end_of_turn>"u8, out turn)
                || TryMarked(text, "<|user|>"u8, "<|"u8, out turn)
                || TryMarked(text, "[INST]"u8, "[/INST]"u8, out turn)
            : TryNamed(text, out turn);
        turn = turn.Trim(" \t\r\n"u8);
        return isFound && !turn.IsEmpty;
    }

    private static bool TryMarked(ReadOnlySpan<byte> text, ReadOnlySpan<byte> start, ReadOnlySpan<byte> end, out ReadOnlySpan<byte> turn)
    {
        turn = default;
        var at = text.LastIndexOf(start);
        if (at < 0)
        {
            return false;
        }

        turn = text[(at + start.Length)..];
        turn = turn.IndexOf(end) is >= 0 and var length ? turn[..length] : turn;
        turn = turn.IndexOf(SystemEnd) is >= 0 and var system ? turn[(system + SystemEnd.Length)..] : turn;
        return true;
    }

    // The text must begin with a speaker: in other text such a line may be anything.
    private static bool TryNamed(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> turn)
    {
        turn = default;
        var (from, to, isFirst, isFound) = (0, -1, true, false);
        for (var line = 0; line < text.Length; )
        {
            var rest = text[line..];
            var name = rest.IndexOf((byte)':') is > 0 and <= MaxName and var colon ? rest[..colon] : default;
            var isUser = Is(name, "human"u8) || Is(name, "user"u8);
            if (isUser)
            {
                (from, to, isFound) = (line + name.Length + 1, -1, true);
            }
            else if (Is(name, "assistant"u8) || Is(name, "system"u8) || Is(name, "ai"u8))
            {
                to = to < 0 ? line : to;
            }
            else if (isFirst)
            {
                return false;
            }

            isFirst = false;
            line = rest.IndexOf((byte)'\n') is >= 0 and var end ? line + end + 1 : text.Length;
        }

        turn =
            !isFound ? default
            : to < 0 ? text[from..]
            : text[from..to];
        return isFound;
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> speaker) => Ascii.EqualsIgnoreCase(name, speaker);
}
