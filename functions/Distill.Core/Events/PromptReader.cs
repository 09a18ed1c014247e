using System.Buffers;
using System.Text;
using Distill.Contracts.Prompts;

namespace Distill.Core.Events;

/// <summary>Finds the text that the caller asked last in an event, and computes its features.</summary>
internal static class PromptReader
{
    // Longest note that may replace a prompt, in bytes: with brackets, and without. Such notes are short: "[238 characters removed]".
    private const int MaxNote = 80,
        MaxBareNote = 48;

    // Fewest bytes of a single word that counts as a hash or a cipher text instead of a prompt.
    private const int MinOpaque = 32;

    private static readonly SearchValues<byte> s_opaque = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_:-"u8
    );
    private static readonly SearchValues<byte> s_digits = SearchValues.Create("0123456789"u8);

    private static ReadOnlySpan<byte> Stems => "redact remov omitt masked hidden filter scrub suppress withheld strip trunc"u8;

    /// <summary>Returns the features of the prompt. They are unknown when the event has no prompt, or a placeholder.</summary>
    /// <param name="raw">The event. It receives the fault of an unknown prompt.</param>
    /// <param name="json">The event's bytes.</param>
    /// <param name="texts">The event's texts, followed by free room of four times the event's length.</param>
    public static PromptFeatures Read(ref RawEvent raw, ReadOnlySpan<byte> json, Span<byte> texts)
    {
        var first = texts.Slice(json.Length, json.Length);
        var second = texts.Slice(2 * json.Length, json.Length);
        var text = TextOf(raw.PromptJson, texts[raw[EventField.Prompt]], json, first);
        if (text.IsEmpty && !raw.Features.IsKnown)
        {
            // The sender gives the whole conversation and no prompt. A conversation without a turn of the user is no prompt.
            text = NewestTurn.TryRead(json[raw.TurnsJson], isText: false, first, out var newest) ? first[..newest] : texts[raw[EventField.Turns]];
        }

        text = WithoutHistory(text, second, texts[(3 * json.Length)..]);
        text = WithoutSystem(text, texts[raw[EventField.System]]);
        if (text.IsEmpty)
        {
            return raw.Features;
        }

        if (IsUnknown(text))
        {
            raw.Note(EventField.Prompt, FieldFault.Unknown);
            return raw.Features;
        }

        return PromptFeatureExtractor.Extract(text);
    }

    private static ReadOnlySpan<byte> TextOf(Range value, ReadOnlySpan<byte> text, ReadOnlySpan<byte> json, Span<byte> buffer)
    {
        var own = json[value];
        return own.IsEmpty ? text
            : NewestTurn.TryRead(own, isText: false, buffer, out var length) ? buffer[..length]
            : own;
    }

    // A conversation may have been written as text: as JSON, as Python prints it, or with a mark or a name in front of each turn.
    private static ReadOnlySpan<byte> WithoutHistory(ReadOnlySpan<byte> text, Span<byte> buffer, Span<byte> json)
    {
        if (NewestTurn.TryRead(text, isText: true, buffer, out var length))
        {
            return buffer[..length];
        }

        if (PythonText.TryToJson(text, json, out var written) && NewestTurn.TryRead(json[..written], isText: true, buffer, out length))
        {
            return buffer[..length];
        }

        return ChatText.TryNewest(text, out var turn) ? turn : text;
    }

    // Removes the system prompt that some senders repeat in front of the prompt.
    private static ReadOnlySpan<byte> WithoutSystem(ReadOnlySpan<byte> text, ReadOnlySpan<byte> system) =>
        !system.IsEmpty && text.Length > system.Length && text.StartsWith(system) ? text[system.Length..].TrimStart(" \t\r\n"u8) : text;

    private static bool IsUnknown(ReadOnlySpan<byte> text)
    {
        text = text.Trim(" \t\r\n"u8);
        return (text.Length <= MaxNote && (Placeholder.IsUnknown(text) || IsNote(text))) || IsOpaque(text);
    }

    // True for a note that the prompt was removed: "[REDACTED: PII]", "<content removed>", "REDACTED-BY-POLICY".
    private static bool IsNote(ReadOnlySpan<byte> text)
    {
        var isBracketed =
            text
            is [(byte)'[' or (byte)'<' or (byte)'{' or (byte)'(' or (byte)'*', .., (byte)']' or (byte)'>' or (byte)'}' or (byte)')' or (byte)'*'];
        if (!isBracketed && (text.Length > MaxBareNote || text.Count((byte)' ') > 2))
        {
            return false;
        }

        Span<byte> lower = stackalloc byte[MaxNote];
        Ascii.ToLower(text, lower, out var length);
        foreach (var stem in Stems.Split((byte)' '))
        {
            if (lower[..length].IndexOf(Stems[stem]) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOpaque(ReadOnlySpan<byte> text) =>
        text.Length >= MinOpaque && !text.ContainsAnyExcept(s_opaque) && text.ContainsAny(s_digits);
}
